package author

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/waymark-go/waymark/assess/form"
	"github.com/waymark-go/waymark/examples/internal/cli"
)

// casePackage writes a rubric as a CFPackage of CASE, and on standard error what it loses.
func casePackage(c *command, args []string) error {
	name := c.String("rubric", "", "rubric `file`, or cei@EDITION (default the newest embedded edition)")
	var opt form.CASEOptions
	c.StringVar(&opt.BaseURI, "base-uri", "", "`address` of the CASE service that will serve the package, such as https://example.org/ims/case/v1p1")
	c.StringVar(&opt.Creator, "creator", "", "`name` of who made the rubric (default the publisher of its source)")
	c.StringVar(&opt.Changed, "date", "", "`day` of the last change, YYYY-MM-DD, for a rubric without a date")
	c.BoolVar(&opt.Score, "score", false, "give each level a score: the rank of its stage")
	if _, err := c.parse(args, 0); err != nil {
		return err
	}
	r, err := cli.Rubric(*name)
	if err != nil {
		return err
	}
	if opt.Changed == "" && !cli.HasCASE(r) {
		return fmt.Errorf("%s has no date, which CASE needs: add date: YYYY-MM-DD to the rubric, or give -date", r.Ref())
	}
	data, losses, err := form.CASEPackage(r, &opt)
	if err != nil {
		return err
	}
	for _, l := range losses {
		fmt.Fprintf(c.stderr, "%s: %s (%s)\n", l.Reason, l.Note, some(l.Where))
	}
	return c.write(func(w io.Writer) error {
		var b bytes.Buffer
		if err := json.Indent(&b, data, "", "  "); err != nil {
			return err
		}
		b.WriteByte('\n')
		_, err := b.WriteTo(w)
		return err
	})
}

// some returns the first of several names.
func some(names []string) string {
	const most = 3
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}
