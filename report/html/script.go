package html

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"strings"

	"github.com/waymark-go/waymark/report/internal/drawing"
)

//go:embed script.js
var scriptSource string

// Script returns a script for all documents of this package, to serve at the URL that
// [Options].ScriptURL names. It sorts tables, shows and hides groups, and copies pictures. It has no
// dependencies, sends and loads nothing, and one copy serves all reports of a page. The documents
// work without it.
func Script() []byte { return []byte(scriptSource) }

// ScriptHash returns the source expression that allows the script in a Content-Security-Policy,
// without its quotes, and that verifies it as the value of an integrity attribute.
func ScriptHash() string {
	sum := sha256.Sum256([]byte(scriptSource))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// appendScript appends the script element, or nothing without a URL.
func (p *page) appendScript(b []byte) []byte {
	o := &p.options
	if o.ScriptURL == "" {
		return b
	}
	b = drawing.AppendEscaped(append(b, "\n"+`<script src="`...), o.ScriptURL)
	b = append(b, `" integrity="`+ScriptHash()+`" defer="defer"`...)
	if o.Nonce != "" {
		b = append(b, ` nonce="`+o.Nonce+`"`...)
	}
	return append(b, `></script>`...)
}

// scriptSources returns what a Content-Security-Policy allows for the script.
func (p *page) scriptSources() string {
	u := p.options.ScriptURL
	if u == "" {
		return ""
	}
	source := "'self'"
	if strings.Contains(u, "//") {
		source, _, _ = strings.Cut(u, "?")
	}
	return "; script-src " + source + " '" + ScriptHash() + "'"
}

// appendScriptData appends the attributes of the element around the document that the script reads: the
// prefix of classes and the words of its buttons.
func (p *page) appendScriptData(b []byte) []byte {
	if p.options.ScriptURL == "" {
		return b
	}
	prefix := ""
	if f := p.options.Fragment; f != nil {
		prefix = f.Prefix
	}
	for _, a := range [][2]string{
		{"", prefix},
		{"-sort", p.Labels.Sort},
		{"-groups", p.Labels.ShowGroups},
		{"-copy", p.Labels.CopyPicture},
		{"-copied", p.Labels.Copied},
	} {
		b = drawing.AppendEscaped(append(b, ` data-waymark`+a[0]+`="`...), a[1])
		b = append(b, '"')
	}
	return b
}
