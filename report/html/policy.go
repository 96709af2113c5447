package html

import (
	"bytes"
	"errors"
	"html"
)

// Policy returns the Content-Security-Policy of a complete page that this package wrote, for the
// header of the response with the page. A browser applies both the policy of the header and that of
// the page's meta element. A stricter header, without the hash of the style sheet, would therefore
// block the page. A server may append directives that a meta element cannot have, such as
// "; frame-ancestors 'none'".
//
// Policy returns an error for a fragment, and for a page that this package did not write. It reads
// only what comes before the first text of the page. Do not pass it a page whose beginning somebody
// else may have written.
func Policy(page []byte) (string, error) {
	const before = `<meta http-equiv="Content-Security-Policy" content="`
	top, _, _ := bytes.Cut(page, []byte("<title>"))
	_, policy, found := bytes.Cut(top, []byte(before))
	policy, _, closed := bytes.Cut(policy, []byte(`"`))
	if !bytes.HasPrefix(top, []byte("<!DOCTYPE html>")) || !found || !closed {
		return "", errors.New("html.Policy: not a complete page of package html")
	}
	return html.UnescapeString(string(policy)), nil
}
