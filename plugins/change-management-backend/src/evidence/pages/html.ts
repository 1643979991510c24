/** Markup that is safe to put into a page as it is. */
export class Html {
  constructor(readonly text: string) {}
}

/** What may stand in a page: everything but {@link Html} is escaped; nothing is left out. */
export type Shown = Html | string | number | undefined | Shown[];

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function write(value: Shown): string {
  if (value === undefined) {
    return '';
  }
  if (Array.isArray(value)) {
    return value.map(write).join('');
  }
  return value instanceof Html
    ? value.text
    : String(value).replace(/[&<>"']/g, letter => entities[letter]);
}

/** Markup with values in it. */
export function html(parts: TemplateStringsArray, ...values: Shown[]): Html {
  return new Html(
    parts.reduce((text, part, i) => text + write(values[i - 1]) + part),
  );
}

/** `2026-11-26 10:43 UTC` */
export function time(at: string | undefined): string {
  return at ? `${at.slice(0, 10)} ${at.slice(11, 16)} UTC` : '—';
}

/** Names with their values; those without a value are left out. */
export function facts(rows: [string, Shown][]): Html {
  const shown = rows.filter(([, value]) => value !== undefined && value !== '');
  return html`<dl>
    ${shown.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}

/** A table, or a word where it has no rows. */
export function table(heads: string[], rows: Shown[][]): Html {
  return rows.length
    ? html`<div class="wide">
        <table>
          <thead>
            <tr>
              ${heads.map(head => html`<th scope="col">${head}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              row =>
                html`<tr>
                  ${row.map(cell => html`<td>${cell}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`
    : html`<p class="none">None.</p>`;
}

/** Text as somebody wrote it, line by line. */
export function prose(text: string | undefined): Shown {
  return text ? html`<div class="prose">${text}</div>` : undefined;
}

export function section(title: string, ...body: Shown[]): Html {
  return html`<section>
    <h2>${title}</h2>
    ${body}
  </section>`;
}

const style = `
:root{color-scheme:light dark;--line:#d0d5dd;--soft:#f4f5f7;--quiet:#57606a;--bad:#b3261e;--good:#1a7f37}
@media (prefers-color-scheme:dark){:root{--line:#3d444d;--soft:#1b2027;--quiet:#9aa4af;--bad:#ff8a80;--good:#56d364}}
*{box-sizing:border-box}
body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;max-width:68rem;padding:1.5rem;overflow-wrap:break-word}
h1{font-size:1.6rem;line-height:1.25;margin:.2rem 0 1rem}h2{font-size:1.15rem;margin:0 0 .6rem}
section{border-top:1px solid var(--line);padding:1.1rem 0}
dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.25rem 1rem;margin:0}
dt{color:var(--quiet)}dd{margin:0;min-width:0}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid var(--line)}
th{color:var(--quiet);font-weight:600;white-space:nowrap}
.prose,pre{white-space:pre-wrap}pre,code{font:.85rem/1.45 ui-monospace,monospace}
pre{background:var(--soft);padding:.7rem;overflow-x:auto;border-radius:4px}
.none,.quiet{color:var(--quiet)}.open,.bad{color:var(--bad);font-weight:600}.met,.good{color:var(--good)}
@media (max-width:40rem){body{padding:1rem}dl{grid-template-columns:1fr}dd{margin-bottom:.5rem}}
@media print{body{max-width:none;padding:0;font-size:10pt}section{break-inside:avoid-page}a{color:inherit;text-decoration:none}.wide{overflow:visible}}
`;

/** A whole page: it loads nothing and runs nothing. */
export function page(title: string, ...body: Shown[]): string {
  return html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'"
        />
        <title>${title}</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html> `.text;
}

/** One below the other. */
export function lines(items: Shown[]): Shown {
  return items.map((item, i) => (i ? html`<br />${item}` : item));
}
