package assess

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// writeComments writes what raters wrote as a file to review: a sheet or a document, by the ending of
// its name. It refuses to replace a file, which may have been reviewed already.
func (c *config) writeComments(w *wave, p *assess.Published, stderr io.Writer) error {
	comments, err := w.comments.Review(p)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if cli.IsSheet(c.commentsOut) {
		err = comments.WriteSheet(&b, &assess.CommentSheetOptions{ByteOrderMark: true})
	} else {
		err = writeDocument(&b, comments)
	}
	if err != nil {
		return err
	}
	err = cli.WriteNew(c.commentsOut, func(unfinished *os.File) error {
		_, err := unfinished.Write(b.Bytes())
		return err
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(stderr, "%s: %d comments to review; none is shown before it is cleared\n", problem.FileName(c.commentsOut), comments.Len())
	return nil
}

func writeDocument(b *bytes.Buffer, comments *assess.Comments) error {
	data, err := comments.MarshalJSON()
	if err != nil {
		return err
	}
	if err := json.Indent(b, data, "", "  "); err != nil {
		return err
	}
	return b.WriteByte('\n')
}

// readComments reads the reviewed file and reports how many of the comments are cleared.
func (c *config) readComments(r *rubric.Rubric, stderr io.Writer) (*assess.Comments, error) {
	comments, err := cli.ReadComments(r, c.commentsIn)
	if err != nil {
		return nil, err
	}
	cleared, public := 0, 0
	for comment := range comments.All() {
		if comment.Cleared {
			cleared++
			if comment.Public {
				public++
			}
		}
	}
	fmt.Fprintf(stderr, "%s: %d comments, %d cleared, %d of them public\n", problem.FileName(c.commentsIn), comments.Len(), cleared, public)
	return comments, nil
}
