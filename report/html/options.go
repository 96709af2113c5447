package html

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// Options says how a document is written. nil and the zero value write a complete page in the color
// scheme that the reader's device prefers, without a script.
type Options struct {
	// Fragment, unless nil, writes an article element to put in a page of your own instead of a
	// complete page.
	Fragment *Fragment
	// Scheme is the color scheme on screens. Paper is always light.
	Scheme Scheme
	// Nonce is the nonce of the style and script elements, for a Content-Security-Policy in the
	// response header: 1 to 256 characters of base64. "" writes none. The style sheet has a hash as
	// well, which needs no nonce: see [Style].
	Nonce string
	// ScriptURL is where you serve [Script]: a path, or a URL with http or https. "" writes no script
	// element. The document works without the script.
	ScriptURL string
}

// Fragment says how a document is written as a part of a page. The zero value is a usable fragment.
type Fragment struct {
	// ID is the id of the article and the start of all ids in it, each after a hyphen: the anchor of
	// a domain is ID-domain-DOMAIN. It is "waymark" if empty. Two fragments in one page need
	// different ids.
	ID string
	// Prefix is the start of all classes and, after two hyphens, of all CSS variables. It is
	// "waymark-" if empty. Fragments with the same prefix can share a style sheet.
	Prefix string
	// HeadingLevel is the level of the title, 1 to 3, and 2 if it is 0. The other headings are
	// below it.
	HeadingLevel int
	// NoStyle leaves out the style element. The page has the rules of [Style] instead.
	NoStyle bool
}

// Scheme is a color scheme.
type Scheme string

// The color schemes.
const (
	// SchemeReader is light or dark, as the reader's device prefers.
	SchemeReader Scheme = ""
	SchemeLight  Scheme = "light"
	SchemeDark   Scheme = "dark"
	// SchemeHost is the scheme of the page around a fragment: that of the CSS property color-scheme
	// of the article, which it inherits. Browsers without the CSS function light-dark show light
	// colors. For a complete page it is the same as SchemeReader.
	SchemeHost Scheme = "host"
)

const (
	defaultID           = "waymark"
	defaultPrefix       = "waymark-"
	defaultHeadingLevel = 2
	maxNameLength       = 64
	maxNonceLength      = 256
)

// checked returns the options with all defaults, or what is wrong with them.
func (o *Options) checked() (Options, error) {
	var opt Options
	if o != nil {
		opt = *o
	}
	switch opt.Scheme {
	case SchemeReader, SchemeLight, SchemeDark, SchemeHost:
	default:
		return opt, fmt.Errorf("unknown scheme %q", opt.Scheme)
	}
	if !isNonce(opt.Nonce) {
		return opt, errors.New("nonce is not base64")
	}
	if err := checkScriptURL(opt.ScriptURL); err != nil {
		return opt, err
	}
	if opt.Fragment == nil {
		return opt, nil
	}
	f := new(Fragment)
	*f = *opt.Fragment
	opt.Fragment = f
	if f.ID == "" {
		f.ID = defaultID
	}
	if f.Prefix == "" {
		f.Prefix = defaultPrefix
	}
	if f.HeadingLevel == 0 {
		f.HeadingLevel = defaultHeadingLevel
	}
	for _, name := range []string{f.ID, f.Prefix} {
		if !isName(name) {
			return opt, fmt.Errorf("id or prefix %q of a fragment is not 1 to %d letters from a to z, digits, hyphens and underscores, a letter first", name, maxNameLength)
		}
	}
	if f.HeadingLevel < 1 || f.HeadingLevel > 3 {
		return opt, fmt.Errorf("heading level %d of a fragment is not 1, 2 or 3", f.HeadingLevel)
	}
	return opt, nil
}

// isName reports whether s needs no escaping as an id, a class or a CSS variable.
func isName(s string) bool {
	for i := range len(s) {
		c := s[i]
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (i == 0 || c != '-' && c != '_' && (c < '0' || c > '9')) {
			return false
		}
	}
	return s != "" && len(s) <= maxNameLength
}

// isNonce reports whether s is empty or can be a nonce.
func isNonce(s string) bool {
	for i := range len(s) {
		c := s[i]
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && !strings.ContainsRune("+/-_=", rune(c)) {
			return false
		}
	}
	return len(s) <= maxNonceLength
}

// checkScriptURL returns an error unless s can be in an attribute and in a Content-Security-Policy.
func checkScriptURL(s string) error {
	if s == "" {
		return nil
	}
	u, err := url.Parse(s)
	if err != nil || strings.ContainsAny(s, " ;,'\"<>\\") {
		return fmt.Errorf("script URL %q is not a URL without spaces, quotes, commas and semicolons", s)
	}
	if u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" || u.Opaque != "" {
		return fmt.Errorf("script URL %q is neither a path nor http or https", s)
	}
	return nil
}

// String returns the id and the prefix, for messages.
func (f *Fragment) String() string {
	if f == nil {
		return "no fragment"
	}
	return fmt.Sprintf("fragment %q with prefix %q", f.ID, f.Prefix)
}
