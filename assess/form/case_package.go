package form

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
)

// CASEPackage returns the rubric as a CFPackage of 1EdTech CASE 1.1, which CASE services import:
// a CFDocument, a CFItem for each strand, domain and competency, the isChildOf associations
// between them, the rubric of [CASE] as the only CFRubric, and the CFItemTypes strand, domain
// and competency. The CFItemURI of a criterion is the item of its competency.
//
// A title is the fullStatement of an item, a summary or introduction its notes, and a code its
// humanCodingScheme. The edition is the version of the document, the definition its description
// and the notice the text of its licence. The CFItems of other frameworks that a part refers to
// are destinations of associations: exactMatchOf for exact references, isRelatedTo for all
// others. What CASE has no field for is in extensions, under the key waymark, in the form of the
// rubric document; undated has the day of the last change of a rubric that has no date. So
// author.ReadCASE returns the same rubric, and other programs read what they know.
//
// Identifiers are version 5 UUIDs (RFC 9562) as in CASE: of the document and the licence in the
// rubric's namespace, over CFDocument and CFLicense; of items in the document's, over their ids;
// of associations in the document's, over the identifier of the origin, the type, the identifier of
// the destination and its target type, if it has one, with a space between each two; of item types in
// the URL namespace, over urn:waymark:item-type:KIND.
//
// A package has one language: pass a localized rubric for another one. CASEPackage returns an
// error if r is nil, if the day of the last change is not known or not a calendar day, or if the
// base URI is not an address.
func CASEPackage(r *rubric.Rubric, opt *CASEOptions) (json.RawMessage, []Omission, error) {
	if opt == nil {
		opt = &CASEOptions{}
	}
	e, err := newEdition("form.CASEPackage", r, nil)
	if err != nil {
		return nil, nil, err
	}
	day, guessed, err := opt.resolve(r)
	if err != nil {
		return nil, nil, fmt.Errorf("CASE package of %s: %w", r.Ref(), err)
	}
	e.exact = true
	w := packageWriter{caseWriter: caseWriter{edition: e, opt: opt, changed: day + "T00:00:00Z"}, doc: r.Document()}
	data, err := w.write()
	if err != nil {
		return nil, nil, err
	}
	return data, w.losses(guessed), nil
}

type cfPackage struct {
	Document     cfDocument      `json:"CFDocument"`
	Items        []cfItem        `json:"CFItems"`
	Associations []cfAssociation `json:"CFAssociations"`
	Definitions  cfDefinitions   `json:"CFDefinitions"`
	Rubrics      []cfRubric      `json:"CFRubrics"`
}

type cfDocument struct {
	Identifier  string       `json:"identifier"`
	URI         string       `json:"uri"`
	CASEVersion string       `json:"caseVersion"`
	Creator     string       `json:"creator"`
	Title       string       `json:"title"`
	Changed     string       `json:"lastChangeDateTime"`
	SourceURL   string       `json:"officialSourceURL,omitempty"`
	Publisher   string       `json:"publisher,omitempty"`
	Description string       `json:"description,omitempty"`
	Language    string       `json:"language"`
	Version     string       `json:"version"`
	License     *cfLink      `json:"licenseURI,omitempty"`
	Extensions  *cfExtension `json:"extensions"`
}

type cfItem struct {
	Identifier string       `json:"identifier"`
	URI        string       `json:"uri"`
	Statement  string       `json:"fullStatement"`
	Type       string       `json:"CFItemType"`
	TypeURI    cfLink       `json:"CFItemTypeURI"`
	Code       string       `json:"humanCodingScheme,omitempty"`
	Notes      string       `json:"notes,omitempty"`
	Language   string       `json:"language"`
	Changed    string       `json:"lastChangeDateTime"`
	Extensions *cfExtension `json:"extensions"`
}

type cfAssociation struct {
	Identifier  string       `json:"identifier"`
	Type        string       `json:"associationType"`
	Sequence    int          `json:"sequenceNumber,omitempty"`
	URI         string       `json:"uri"`
	Origin      cfNode       `json:"originNodeURI"`
	Destination cfNode       `json:"destinationNodeURI"`
	Changed     string       `json:"lastChangeDateTime"`
	Extensions  *cfExtension `json:"extensions,omitempty"`
}

// cfNode is a LinkGenURI of CASE, whose identifier can be anything.
type cfNode struct {
	cfLink
	TargetType string `json:"targetType,omitempty"`
}

type cfDefinitions struct {
	Licenses  []cfLicense  `json:"CFLicenses,omitempty"`
	ItemTypes []cfItemType `json:"CFItemTypes"`
}

type cfLicense struct {
	Identifier string `json:"identifier"`
	URI        string `json:"uri"`
	Title      string `json:"title"`
	Text       string `json:"licenseText"`
	Changed    string `json:"lastChangeDateTime"`
}

type cfItemType struct {
	Identifier  string `json:"identifier"`
	URI         string `json:"uri"`
	Title       string `json:"title"`
	Description string `json:"description"`
	Hierarchy   string `json:"hierarchyCode"`
	Changed     string `json:"lastChangeDateTime"`
}

// cfExtension has an entry of the rubric document without what is in fields of CASE.
type cfExtension struct {
	Entry json.RawMessage `json:"waymark"`
}

// packageWriter makes a CFPackage.
type packageWriter struct {
	caseWriter
	doc       rubric.EditionDocument
	id        uuid // of the document
	anonymous bool // nothing names the creator
	out       cfPackage
	err       error
}

func (w *packageWriter) write() (json.RawMessage, error) {
	w.id = w.rubricID().named("CFDocument")
	w.competencyItem = func(c *rubric.Competency) *cfLink {
		return w.link("CFItems", w.id.named(c.ID()), oneLine(c.Title()))
	}
	w.out.Rubrics = []cfRubric{w.rubric()}
	w.document()
	w.itemTypes()
	w.items()
	if w.err != nil {
		return nil, w.err
	}
	return source.Marshal(w.out)
}

// oneLine returns a text as a NormalizedString, which is on one line.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func (w *packageWriter) link(collection string, id uuid, title string) *cfLink {
	return &cfLink{Title: title, Identifier: id.String(), URI: w.address(collection, id)}
}

// extension returns an entry without the keys that are held, which fields of CASE have in full,
// and without the keys to drop.
func (w *packageWriter) extension(entry any, held map[string]string, drop ...string) *cfExtension {
	data, err := source.Marshal(entry)
	if err != nil {
		w.err = err
		return nil
	}
	rest := []byte{'{'}
	for key, value := range source.Members(string(data)) {
		text, ok := held[key]
		quoted, _ := source.Marshal(text)
		if ok && string(value) == string(quoted) || slices.Contains(drop, key) {
			continue
		}
		if len(rest) > 1 {
			rest = append(rest, ',')
		}
		name, _ := source.Marshal(key)
		rest = append(append(append(rest, name...), ':'), value...)
	}
	return &cfExtension{append(rest, '}')}
}

func (w *packageWriter) document() {
	d := &w.doc
	s := w.madeBy()
	creator := cmp.Or(w.opt.Creator, s.Publisher)
	w.anonymous = creator == ""
	w.used["title"], w.used["definition"], w.used["notice"] = true, true, true
	w.out.Document = cfDocument{
		Identifier: w.id.String(), URI: w.address("CFDocuments", w.id), CASEVersion: "1.1",
		Creator: oneLine(cmp.Or(creator, w.Title())), Title: oneLine(w.Title()), Changed: w.changed,
		SourceURL: s.URL, Publisher: oneLine(s.Publisher), Description: strings.TrimSpace(w.Definition()),
		Language: w.Language(), Version: w.Edition(),
	}
	if notice := strings.TrimSpace(w.Notice()); notice != "" {
		id := w.rubricID().named("CFLicense")
		w.out.Document.License = w.link("CFLicenses", id, "Notice")
		w.out.Definitions.Licenses = []cfLicense{{id.String(), w.address("CFLicenses", id), "Notice", notice, w.changed}}
	}
	w.out.Document.Extensions = w.extension(d, map[string]string{
		"title": w.out.Document.Title, "language": d.Language, "edition": d.Edition, "date": w.changed[:len("2006-01-02")],
		"definition": w.out.Document.Description, "notice": strings.TrimSpace(w.Notice()),
	}, "domains", "strands")
	if x := w.out.Document.Extensions; x != nil && d.Date == "" {
		x.Entry = fmt.Appendf(x.Entry[:len(x.Entry)-1], `,"undated":%q}`, w.changed[:len("2006-01-02")])
	}
}

// madeBy returns the source of the rubric, or else the first one that has a publisher.
func (w *packageWriter) madeBy() rubric.TextSource {
	var first rubric.TextSource
	for _, s := range w.doc.Sources {
		if s.ID == w.doc.Source && s.Publisher != "" {
			return s
		}
		if first.Publisher == "" && s.Publisher != "" {
			first = s
		}
	}
	return first
}

// itemKinds are the item types with their descriptions.
func itemKinds() [3][2]string {
	return [3][2]string{
		{"strand", "A named group of domains."},
		{"domain", "A chapter of the rubric."},
		{"competency", "Something that is rated."},
	}
}

// The indexes of the item types.
const (
	strandKind = iota
	domainKind
	competencyKind
)

func (w *packageWriter) itemTypes() {
	for i, kind := range itemKinds() {
		l := w.itemType(i)
		w.out.Definitions.ItemTypes = append(w.out.Definitions.ItemTypes, cfItemType{
			l.Identifier, l.URI, kind[0], kind[1], fmt.Sprint(i + 1), w.changed,
		})
	}
}

func (w *packageWriter) itemType(kind int) cfLink {
	name := itemKinds()[kind][0]
	return *w.link("CFItemTypes", urlNamespace().named("urn:waymark:item-type:"+name), name)
}

func (w *packageWriter) items() {
	root := *w.link("CFDocuments", w.id, w.out.Document.Title)
	strands := make(map[string]cfLink) // by domain
	children := make(map[string]int)   // by identifier, how many there are so far
	for i := range w.doc.Strands {
		s := &w.doc.Strands[i]
		w.used[s.ID+".title"], w.used[s.ID+".introduction"] = true, true
		item := w.item(strandKind, s.ID, "", s.Title.Text, s.Introduction.Text)
		item.Extensions = w.extension(s, map[string]string{"title": item.Statement, "introduction": item.Notes}, "domains")
		children[root.Identifier]++
		self := w.add(item, root, children[root.Identifier])
		for _, id := range s.Domains {
			strands[id] = self
		}
	}
	for i := range w.doc.Domains {
		d := &w.doc.Domains[i]
		parent, ok := strands[d.ID]
		if !ok {
			parent = root
		}
		children[parent.Identifier]++
		w.domain(d, parent, children[parent.Identifier])
	}
}

// domain adds the item of a domain and those of its competencies.
func (w *packageWriter) domain(d *rubric.DomainEntry, parent cfLink, sequence int) {
	item := w.item(domainKind, d.ID, d.Code, d.Title.Text, d.Summary.Text)
	w.used[d.ID+".summary"] = true
	item.Extensions = w.extension(d, map[string]string{"title": item.Statement, "summary": item.Notes, "code": item.Code}, "competencies")
	self := w.add(item, parent, sequence)
	w.references(self, d.References)
	for k := range d.Competencies {
		w.competency(&d.Competencies[k], self, k+1)
	}
}

func (w *packageWriter) competency(c *rubric.CompetencyEntry, parent cfLink, sequence int) {
	item := w.item(competencyKind, c.ID, c.Code, c.Title.Text, c.Summary.Text)
	entry := *c
	entry.Descriptors = nil
	for stage, t := range c.Descriptors {
		if t != (rubric.TextEntry{Text: strings.TrimSpace(t.Text)}) {
			if entry.Descriptors == nil {
				entry.Descriptors = make(map[string]rubric.TextEntry)
			}
			entry.Descriptors[stage] = t
		}
	}
	item.Extensions = w.extension(&entry, map[string]string{"title": item.Statement, "summary": item.Notes, "code": item.Code})
	w.references(w.add(item, parent, sequence), c.References)
}

// item returns an item without its extensions.
func (w *packageWriter) item(kind int, id, code, title, notes string) cfItem {
	self := w.id.named(id)
	return cfItem{
		Identifier: self.String(), URI: w.address("CFItems", self), Statement: oneLine(title),
		Type: itemKinds()[kind][0], TypeURI: w.itemType(kind), Code: code, Notes: strings.TrimSpace(notes),
		Language: w.Language(), Changed: w.changed,
	}
}

// add adds an item below its parent and returns the link to it.
func (w *packageWriter) add(item cfItem, parent cfLink, sequence int) cfLink {
	self := cfLink{Title: item.Statement, Identifier: item.Identifier, URI: item.URI}
	w.out.Items = append(w.out.Items, item)
	w.associate("isChildOf", sequence, cfNode{cfLink: self}, cfNode{cfLink: parent}, nil)
	return self
}

func (w *packageWriter) associate(kind string, sequence int, origin, destination cfNode, x *cfExtension) {
	name := origin.Identifier + " " + kind + " " + destination.Identifier
	if destination.TargetType != "" {
		name += " " + destination.TargetType // two frameworks may use the same id
	}
	id := w.id.named(name)
	w.out.Associations = append(w.out.Associations, cfAssociation{
		id.String(), kind, sequence, w.address("CFAssociations", id), origin, destination, w.changed, x,
	})
}

// references adds the associations of an item with parts of other frameworks. The item's
// extension has all references, including those without an address.
func (w *packageWriter) references(origin cfLink, list []rubric.ReferenceEntry) {
	seen := make(map[string]bool)
	for i, f := range list {
		uri := f.URL
		if uri == "" && isUUID(f.ID) {
			uri = "urn:uuid:" + f.ID
		}
		kind := "isRelatedTo"
		if f.Relation == string(rubric.ExactReference) {
			kind = "exactMatchOf"
		}
		to := cfNode{cfLink{oneLine(cmp.Or(f.Title.Text, f.ID)), f.ID, uri}, caseFramework}
		if !strings.EqualFold(f.Framework, caseFramework) {
			to.TargetType = "ext:" + cmp.Or(source.Slug(f.Framework), "framework")
		}
		key := kind + " " + to.TargetType + " " + f.ID
		if uri == "" || seen[key] {
			continue
		}
		seen[key] = true
		w.associate(kind, 0, cfNode{cfLink: origin}, to, &cfExtension{fmt.Appendf(nil, `{"reference":%d}`, i)})
	}
}

// losses returns what the package does not hold or other programs may ignore.
func (w *packageWriter) losses(guessed bool) []Omission {
	list := []Omission{{OmissionNonAnswers, []string{"ratings"}, "CASE has levels only: non-answers are not levels."}}
	var keys []string
	for t := range w.Texts() {
		if !w.used[t.Key] {
			keys = append(keys, t.Key)
		}
	}
	if len(keys) > 0 {
		list = append(list, Omission{OmissionExtensions, keys, "CASE has no fields for these texts: they are in extensions, which other programs may ignore."})
	}
	if !w.ordered() {
		list = append(list, Omission{OmissionStructure, []string{"strands"}, "A reader takes the order of strands and of their domains from the order of the domains."})
	}
	if _, ok := w.Translation(); ok {
		list = append(list, Omission{OmissionTranslation, []string{"translation"}, "CASE does not record that the texts are a translation."})
	}
	if _, ok := w.Companion(); ok {
		list = append(list, Omission{OmissionText, []string{"companion"}, "The package does not have the companion of the rubric."})
	}
	if w.anonymous {
		list = append(list, Omission{OmissionCreator, []string{"creator"}, "Nothing names who made the rubric: the creator is its title."})
	}
	return append(list, w.guesses(guessed)...)
}

// ordered reports whether the strands and the domains of each have the order of the domains.
func (w *packageWriter) ordered() bool {
	at := make(map[string]int)
	for i := range w.doc.Domains {
		at[w.doc.Domains[i].ID] = i
	}
	last := -1
	for _, s := range w.doc.Strands {
		first := len(w.doc.Domains)
		was := -1
		for _, id := range s.Domains {
			if at[id] < was {
				return false
			}
			was = at[id]
			first = min(first, at[id])
		}
		if first < last {
			return false
		}
		last = first
	}
	return true
}
