import { MarkdownContent } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  root: {
    overflowWrap: 'anywhere',
    '& > :first-child': { marginTop: 0 },
    '& > :last-child': { marginBottom: 0 },
    '& h4, & h5, & h6': { ...theme.typography.subtitle2, margin: 0 },
  },
}));

// A heading that somebody writes stands below the headings of the page; what is inside a code fence is left alone.
function lowerHeadings(text: string): string {
  return text
    .split(/(^```[\s\S]*?^```)/m)
    .map((part, index) =>
      index % 2
        ? part
        : part.replace(/^(#{1,6})(?=\s)/gm, (_, marks: string) =>
            '#'.repeat(Math.min(6, marks.length + 3)),
          ),
    )
    .join('');
}

/** Text that people wrote. HTML in it is shown as text: it never becomes an element. */
export const Markdown = (props: { text: string; className?: string }) => {
  const classes = useStyles();
  return (
    <MarkdownContent
      content={lowerHeadings(props.text)}
      // The other dialect lets some HTML through.
      dialect="common-mark"
      className={`${classes.root} ${props.className ?? ''}`.trim()}
    />
  );
};
