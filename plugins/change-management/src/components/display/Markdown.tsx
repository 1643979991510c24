import { MarkdownContent } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  root: {
    overflowWrap: 'anywhere',
    '& > :first-child': { marginTop: 0 },
    '& > :last-child': { marginBottom: 0 },
    '& h4, & h5, & h6': { ...theme.typography.subtitle2, margin: 0 },
    '& table': { display: 'block', overflowX: 'auto', border: 0 },
    '& td, & th': { padding: theme.spacing(0.5, 1), lineHeight: 'inherit' },
  },
}));

// Fenced blocks and code spans are left as they are.
const code = /(^(?:```|~~~)[\s\S]*?^(?:```|~~~)[^\S\n]*$|(`+)[^`][\s\S]*?\2)/m;

function outsideCode(text: string, alter: (part: string) => string): string {
  const [before, found] = [text.search(code), text.match(code)];
  if (!found) {
    return alter(text);
  }
  const end = before + found[0].length;
  return (
    alter(text.slice(0, before)) +
    found[0] +
    outsideCode(text.slice(end), alter)
  );
}

// A heading that somebody writes stands below the headings of the page.
function lowerHeadings(text: string): string {
  return text.replace(/^(#{1,6})(?=\s)/gm, (_, marks: string) =>
    '#'.repeat(Math.min(6, marks.length + 3)),
  );
}

// The dialect with tables lets harmless HTML through; here it is to be read, not to take effect.
function escapeHtml(text: string): string {
  return text.replace(/<(?=[a-z/!?])/gi, '&lt;');
}

/** Text that people wrote, with tables and bare links. HTML in it is shown as text: it never becomes an element. */
export const Markdown = (props: { text: string; className?: string }) => {
  const classes = useStyles();
  return (
    <MarkdownContent
      content={outsideCode(props.text, part => escapeHtml(lowerHeadings(part)))}
      className={`${classes.root} ${props.className ?? ''}`.trim()}
    />
  );
};
