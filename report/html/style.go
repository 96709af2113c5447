package html

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"strings"
	"sync"

	"github.com/waymark-go/waymark/report/internal/drawing"
	"github.com/waymark-go/waymark/spectrum"
)

var (
	//go:embed style.css
	styleSource string
	//go:embed paper.css
	paperStyleSource string
	//go:embed handbook.css
	handbookStyleSource string
	//go:embed handout.css
	handoutStyleSource string
)

// StyleSheet is the style sheet of fragments.
type StyleSheet struct {
	// CSS is the content of the style element.
	CSS string
	// Hash is the source expression that allows the element in a Content-Security-Policy, without
	// its quotes: sha256- and 44 characters of base64.
	Hash string
}

// Style returns the style sheet of all fragments of documents with a number of stages, 2 to
// [spectrum.MaxStages], that are written with the same prefix, heading level and scheme. Fragments
// contain it unless NoStyle is set. A nil Fragment is the zero value.
//
// All rules are for descendants of the article, and all variables are set on it: --waymark-page,
// --waymark-ink, --waymark-soft, --waymark-line, --waymark-panel and --waymark-link are colors,
// --waymark-font and --waymark-heading-font are font families, and --waymark-s1, --waymark-s2 and so
// on are the colors of the stages. A rule for the article's id can set them again. Whoever changes
// a color is responsible for its contrast.
func Style(stages int, opt *Options) (*StyleSheet, error) {
	o, err := opt.checked()
	if err != nil {
		return nil, fmt.Errorf("html.Style: %w", err)
	}
	if stages < 2 || stages > spectrum.MaxStages {
		return nil, fmt.Errorf("html.Style: %d stages, want 2 to %d", stages, spectrum.MaxStages)
	}
	if o.Fragment == nil {
		o.Fragment = &Fragment{}
		if o, err = o.checked(); err != nil {
			return nil, fmt.Errorf("html.Style: %w", err)
		}
	}
	s := fragmentSheet(stages, &o)
	return &s, nil
}

func fragmentSheet(stages int, opt *Options) StyleSheet {
	sheet := baseSheet(sheetKey{stages, opt.Scheme, reportSheet}).CSS + paperStyleSource + handbookStyleSource + handoutStyleSource
	return hashed(scopedSheet(sheet, stages, opt.Fragment))
}

func hashed(css string) StyleSheet {
	sum := sha256.Sum256([]byte(css))
	return StyleSheet{css, "sha256-" + base64.StdEncoding.EncodeToString(sum[:])}
}

// sheetRules are the fixed rules of a document.
type sheetRules byte

const (
	reportSheet sheetRules = iota
	paperSheet
	handbookSheet
	handoutSheet
)

// more returns the rules that a document has after those of a report.
func (r sheetRules) more() string {
	switch r {
	case paperSheet:
		return paperStyleSource
	case handbookSheet:
		return paperStyleSource + handbookStyleSource
	case handoutSheet:
		return handoutStyleSource
	}
	return ""
}

// sheetKey is what the rules of a page depend on.
type sheetKey struct {
	stages int
	scheme Scheme
	rules  sheetRules
}

// sheetCache has the style sheets that were needed so far. A sheet is the same for every report of
// a rubric, and calculating its colors takes longer than writing a table.
type sheetCache struct {
	mu     sync.Mutex
	sheets map[sheetKey]StyleSheet
}

var sheets = sync.OnceValue(func() *sheetCache { return &sheetCache{sheets: make(map[sheetKey]StyleSheet)} })

// baseSheet returns the rules of a page with its hash. There are few keys: numbers of stages are
// limited.
func baseSheet(key sheetKey) StyleSheet {
	if key.stages > spectrum.MaxStages {
		return hashed(styleSheet(key))
	}
	c := sheets()
	c.mu.Lock()
	defer c.mu.Unlock()
	s, ok := c.sheets[key]
	if !ok {
		s = hashed(styleSheet(key))
		c.sheets[key] = s
	}
	return s
}

// palette is the colors of a page.
type palette struct {
	page                         drawing.Color
	ink, soft, line, panel, link string
}

func lightPalette() palette {
	return palette{drawing.LightPage, drawing.LightInk, drawing.LightSoft, drawing.LightLine, drawing.LightPanel, drawing.LightLink}
}

func darkPalette() palette {
	return palette{drawing.DarkPage, drawing.DarkInk, drawing.DarkSoft, drawing.DarkLine, drawing.DarkPanel, drawing.DarkLink}
}

// variable is a CSS variable with a color.
type variable struct{ name, value string }

// variables returns the colors of the page, of the stages and of the letters on them.
func (p *palette) variables(key sheetKey) []variable {
	vars := []variable{{"page", p.page.Hex()}, {"ink", p.ink}, {"soft", p.soft}, {"line", p.line}, {"panel", p.panel}, {"link", p.link}}
	for i, c := range drawing.Ramp(key.stages, p.page) {
		vars = append(vars, variable{fmt.Sprint("s", i+1), c.Hex()}, variable{fmt.Sprint("o", i+1), drawing.LettersOn(c).Hex()})
	}
	return vars
}

// styleSheet returns the colors in a scheme and the fixed rules.
func styleSheet(key sheetKey) string {
	light, dark := lightPalette(), darkPalette()
	day, night := light.variables(key), dark.variables(key)
	var b strings.Builder
	set := func(vars []variable) {
		b.WriteString(":root{")
		for i, v := range vars {
			if i > 0 {
				b.WriteByte(';')
			}
			b.WriteString("--" + v.name + ":" + v.value)
		}
		b.WriteByte('}')
	}
	switch key.scheme {
	case SchemeReader:
		b.WriteString(":root{color-scheme:light dark}")
		set(day)
		b.WriteString("@media screen and (prefers-color-scheme:dark){")
		set(night)
		b.WriteString("}\n")
	case SchemeLight:
		b.WriteString(":root{color-scheme:light}")
		set(day)
	case SchemeDark:
		b.WriteString(":root{color-scheme:light}")
		set(day)
		b.WriteString("@media screen{:root{color-scheme:dark}")
		set(night)
		b.WriteString("}\n")
	case SchemeHost:
		set(day)
		b.WriteString("@supports (color:light-dark(#000,#fff)){@media screen{")
		for i := range day {
			day[i].value = "light-dark(" + day[i].value + "," + night[i].value + ")"
		}
		set(day)
		b.WriteString("}}\n")
	}
	for _, v := range day[6:] {
		b.WriteString("." + v.name + "{fill:var(--" + v.name + ")}")
		if v.name[0] == 'g' {
			b.WriteString(".k" + v.name[1:] + "{stroke:var(--" + v.name + ")}")
		}
	}
	b.WriteByte('\n')
	b.WriteString(styleSource)
	b.WriteString(key.rules.more())
	return b.String()
}
