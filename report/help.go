package report

import (
	"iter"
	"strings"

	"github.com/waymark-go/waymark/report/internal/clean"
	"github.com/waymark-go/waymark/rubric"
)

// HelpSection is the guidance of a domain and its competencies, where to read more, and what they
// correspond to in other frameworks. It is empty if the rubric has none of this.
type HelpSection struct {
	Heading    string
	References string // what comes before a part of another framework
	Items      []HelpItem
}

// HelpItem is what the rubric has on a domain or competency.
type HelpItem struct {
	Label    TaggedText // code and title
	Guidance []TaggedText
	Links    []HelpLink
	// References are the parts of other frameworks, each with its framework and id.
	References []HelpLink
}

// HelpLink is a text that leads to an address. URL begins with https, http or mailto, or is "".
type HelpLink struct {
	Text TaggedText
	URL  string
}

// help returns what the rubric has on a domain and on those of its competencies that are
// selected.
func (b *builder) help(d *rubric.Domain, selected func(*rubric.Competency) bool) HelpSection {
	var h HelpSection
	h.add(b.helpItem(b.domainLabel(d), d.ID(), d.Guidance(), d.Links(), d.References()))
	for c := range d.Competencies() {
		if selected(c) {
			h.add(b.helpItem(b.label(c), c.ID(), c.Guidance(), c.Links(), c.References()))
		}
	}
	if len(h.Items) > 0 {
		h.Heading, h.References = b.labels.Help, b.labels.References
	}
	return h
}

func (h *HelpSection) add(item HelpItem) {
	if len(item.Guidance)+len(item.Links)+len(item.References) > 0 {
		h.Items = append(h.Items, item)
	}
}

func (b *builder) helpItem(label, id string, guidance iter.Seq[string], links iter.Seq[rubric.Link], references iter.Seq[rubric.Reference]) HelpItem {
	var item HelpItem
	for text := range guidance {
		item.Guidance = append(item.Guidance, b.text(b.prose(id, numbered("guidance", len(item.Guidance)), text)))
	}
	for l := range links {
		title := b.wording(id, numbered("links", len(item.Links))+".title", l.Title)
		item.Links = append(item.Links, HelpLink{b.text(title), webOrMail(l.URL)})
	}
	for f := range references {
		title := b.wording(id, numbered("references", len(item.References))+".title", f.Title)
		item.References = append(item.References, HelpLink{b.text(labeled(clean.Line(f.String()), title)), address(f.URL)})
	}
	if len(item.Guidance)+len(item.Links)+len(item.References) > 0 {
		item.Label = b.text(label)
	}
	return item
}

// webOrMail returns an address that may be linked to, or "".
func webOrMail(url string) string {
	if strings.HasPrefix(url, "mailto:") {
		return escapeAddress(url)
	}
	return address(url)
}
