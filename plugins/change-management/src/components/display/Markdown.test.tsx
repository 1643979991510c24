import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { Markdown } from './Markdown';

describe('text that people wrote', () => {
  it('may hold tables', async () => {
    renderInTestApp(
      <Markdown text={'| host | state |\n| --- | --- |\n| a1 | up |'} />,
    );
    expect(await screen.findByRole('cell', { name: 'a1' })).toBeVisible();
  });

  it('shows HTML as text, and leaves code alone', async () => {
    renderInTestApp(
      <Markdown
        text={
          'A <b>bold</b> <img src=x onerror=alert(1)> one, `a <b> c`\n\n```\n<script>x</script>\n# no heading\n```\n\n<table><tr><td>cell</td></tr></table>'
        }
      />,
    );
    expect(
      await screen.findByText(
        /A <b>bold<\/b> <img src=x onerror=alert\(1\)> one/,
      ),
    ).toBeVisible();
    expect(screen.getByText('a <b> c')).toBeVisible();
    expect(
      screen.getByText(/<script>x<\/script>\s+# no heading/),
    ).toBeVisible();
    expect(screen.queryByRole('img')).not.toBeInTheDocument();
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
  });

  it('keeps what people call a heading below those of the page', async () => {
    renderInTestApp(<Markdown text="# Big" />);
    expect(
      await screen.findByRole('heading', { name: 'Big', level: 4 }),
    ).toBeVisible();
  });

  it('gives no link to a script', async () => {
    renderInTestApp(
      <Markdown text="[click](javascript:alert(1)) https://example.org" />,
    );
    expect(
      await screen.findByRole('link', { name: /example.org/ }),
    ).toBeVisible();
    for (const link of screen.getAllByRole('link')) {
      expect(link.getAttribute('href')).not.toMatch(/^javascript:alert/);
    }
  });
});
