package form

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/formwords"
	"github.com/waymark-go/waymark/internal/prose"
	"github.com/waymark-go/waymark/rubric"
)

// Workbook is an XLSForm: the three sheets from which KoboToolbox, ODK and others build a
// form.
type Workbook struct{ Survey, Choices, Settings Sheet }

// Sheet is a table of text. The first row has the headers. All rows have the same number of
// cells.
type Sheet [][]string

// CSV returns the sheet as comma-separated values in UTF-8.
func (s Sheet) CSV() ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.WriteAll(s); err != nil {
		return nil, fmt.Errorf("write sheet: %w", err)
	}
	return b.Bytes(), nil
}

// XLSForm returns the form as an XLSForm: a group for each domain with a select_one
// for each competency and, once it is answered, evidence (a piece on each line) and
// a note. A competency with descriptors has a separate choice list. The others share one
// with the messages of the stages. Translations are further label and hint columns.
//
// Raters see only what their constituency is asked. For each constituency with its own
// wording of a competency there is a separate question.
//
// Names are ids with underscores instead of hyphens. A name has a further underscore before
// a leading digit and after a word that XForms reserve. Ids have no underscores, so names can
// be converted back. The choices of a question are ids.
//
// [XLSFormAnswers] returns the options for reading the answers. The losses are what the form
// cannot represent. It returns an error if r is nil or a translation is not of r.
func XLSForm(r *rubric.Rubric, opt *Options) (*Workbook, []Omission, error) {
	e, err := newEdition("form.XLSForm", r, opt)
	if err != nil {
		return nil, nil, err
	}
	x := xlsWriter{edition: e}
	x.start()
	x.about()
	for d := range r.Domains() {
		x.domain(d)
	}
	if notice := e.notice(); !notice.empty() {
		x.add(question{kind: "note", name: "notice", label: notice})
	}
	losses := []Omission{
		{OmissionID, []string{"id"}, "The form has no response id: the server that collects the answers adds it."},
		{OmissionLanguage, []string{"language"}, "Answers do not record their language."},
		{OmissionRemarks, []string{"ratings.*.evidence", "ratings.*.note"}, "Pieces of evidence are lines of one text, and white space around a text is not kept."},
		{OmissionLimits, []string{"ratings.*.evidence"}, "The number of pieces of evidence is checked by the reader only."},
	}
	if len(e.all) > 1 {
		losses = append(losses, Omission{OmissionTranslation, []string{"title"}, "A form has its title in one language."})
	}
	if x.rewritten {
		losses = append(losses, Omission{OmissionText, []string{"${"}, "The characters ${ refer to questions; a space was put between them."})
	}
	return &x.book, e.losses(losses...), nil
}

// xlsWriter writes an XLSForm.
type xlsWriter struct {
	*edition
	book      Workbook
	rewritten bool // a text had ${ in it
}

// question is a row of the survey sheet.
type question struct {
	kind, name              string
	label, hint             text
	required                bool
	appearance, relevant    string
	constraint, calculation string
}

func (x *xlsWriter) start() {
	header := []string{"type", "name"}
	choices := []string{"list_name", "name"}
	for _, column := range []string{"label", "hint"} {
		for _, r := range x.all {
			header = append(header, column+"::"+languageColumn(r.Language()))
			if column == "label" {
				choices = append(choices, column+"::"+languageColumn(r.Language()))
			}
		}
	}
	x.book.Survey = Sheet{append(header, "required", "appearance", "relevant", "constraint", "calculation")}
	x.book.Choices = Sheet{choices}
	x.book.Settings = Sheet{
		{"form_title", "form_id", "version", "default_language"},
		{x.clean(x.title())[0], XMLName(x.ID()), x.Edition(), languageColumn(x.Language())},
	}
}

func (x *xlsWriter) add(q question) {
	row := []string{q.kind, q.name}
	for _, t := range []text{q.label, q.hint} {
		if t == nil {
			t = make(text, len(x.all))
		}
		row = append(row, x.clean(t)...)
	}
	required := ""
	if q.required {
		required = "yes"
	}
	x.book.Survey = append(x.book.Survey, append(row, required, q.appearance, q.relevant, q.constraint, q.calculation))
}

func (x *xlsWriter) addChoice(list, name string, label text) {
	x.book.Choices = append(x.book.Choices, append([]string{list, name}, x.clean(label)...))
}

// clean puts a space into ${, which would refer to a question.
func (x *xlsWriter) clean(t text) text {
	c := make(text, len(t))
	for i := range t {
		c[i] = strings.ReplaceAll(t[i], "${", "$ {")
		x.rewritten = x.rewritten || c[i] != t[i]
	}
	return c
}

func (x *xlsWriter) about() {
	x.add(question{kind: "calculate", name: "rubric", calculation: "'" + x.Ref().String() + "'"})
	named := false
	for c := range x.Constituencies() {
		named = true
		x.addChoice("constituencies", c.ID, x.constituencyTitle(c.ID))
	}
	if named {
		title, hint := x.label(func(w *formwords.Words) formwords.Label { return w.AskConstituency })
		x.add(question{kind: "select_one constituencies", name: "constituency", label: title, hint: hint, required: true})
	}
	x.background()
	title, hint := x.label(func(w *formwords.Words) formwords.Label { return w.AskOrganization })
	x.add(question{kind: "text", name: "organization", label: title, hint: hint, constraint: atMost(limitOf("name"))})
	title, _ = x.label(func(w *formwords.Words) formwords.Label { return w.AskDate })
	x.add(question{kind: "date", name: "date", label: title})
	x.answers("answers", nil)
}

func (x *xlsWriter) label(get func(*formwords.Words) formwords.Label) (title, description text) {
	return x.word(func(w *formwords.Words) string { return get(w).Title }),
		x.word(func(w *formwords.Words) string { return get(w).Description })
}

// answers adds the choice list of a competency, or the common one.
func (x *xlsWriter) answers(list string, c *rubric.Competency) {
	for s := range x.Spectrum().Stages() {
		var says text
		if c != nil {
			says = x.descriptor(c, s)
		}
		if says == nil {
			says = x.messages(s)
		}
		x.addChoice(list, s.ID(), labeled(x.stageTitle(s), says))
	}
	for _, n := range x.nonAnswers() {
		x.addChoice(list, n.id, n.title)
	}
}

// labeled puts a title before its text.
func labeled(title, says text) text {
	t := make(text, len(title))
	for i := range t {
		t[i] = prose.Labeled(title[i], says[i])
	}
	return t
}

func (x *xlsWriter) domain(d *rubric.Domain) {
	name := XMLName(d.ID())
	x.add(question{kind: "begin_group", name: name, label: x.domainTitle(d), relevant: x.condition(xlsConstituency, d.Asks)})
	var questions text
	for _, p := range x.prompts(d) {
		for i := range p {
			p[i] = prose.Line(p[i]) // forms have no lists within lists
		}
		questions = join("\n- ", questions, p)
	}
	if questions != nil {
		questions = join(":\n- ", x.word(func(w *formwords.Words) string { return w.Questions }), questions)
	}
	if about := join("\n\n", x.domainSummary(d), questions); !about.empty() {
		x.add(question{kind: "note", name: name + "__about", label: about})
	}
	for c := range d.Competencies() {
		x.competency(c)
	}
	x.add(question{kind: "end_group"})
}

func (x *xlsWriter) competency(c *rubric.Competency) {
	name, list, title := XMLName(c.ID()), "answers", x.competencyTitle(c)
	if hasDescriptors(x.Rubric, c) {
		list = "answers_" + name
		x.answers(list, c)
	}
	hint, isRated := x.competencySummary(c), "${"+name+"} != ''"
	own := worded(c)
	x.add(question{kind: "select_one " + list, name: name, label: title, hint: hint, relevant: x.condition(xlsConstituency, asksTitle(c))})
	for _, constituency := range own {
		local := name + xlsFor + XMLName(constituency.ID)
		x.add(question{
			kind: "select_one " + list, name: local, label: x.wording(c, constituency.ID), hint: hint,
			relevant: x.condition(xlsConstituency, func(id string) bool { return id == constituency.ID }),
		})
		isRated += " or ${" + local + "} != ''"
	}
	for _, remark := range []struct {
		suffix string
		label  func(*formwords.Words) formwords.Label
	}{
		{xlsEvidence, func(w *formwords.Words) formwords.Label { return w.AskEvidence }},
		{xlsNote, func(w *formwords.Words) formwords.Label { return w.AskNote }},
	} {
		label, hint := x.label(remark.label)
		if len(own) == 0 { // otherwise not everyone has read the title
			label = join(" – ", title, label)
		}
		x.add(question{
			kind: "text", name: name + remark.suffix, label: label, hint: hint,
			appearance: "multiline", relevant: isRated, constraint: atMost(limitOf("free")),
		})
	}
}

func atMost(characters int) string {
	return "string-length(.) <= " + strconv.Itoa(characters)
}

// Suffixes of the names of questions about a competency. No name made from an id has two
// underscores in a row.
const (
	xlsEvidence = "__evidence"
	xlsNote     = "__note"
	xlsFor      = "__for_" // before the name of a constituency that has a wording of its own
)

// xlsConstituency is how an expression refers to the constituency of the rater.
const xlsConstituency = "${constituency}"

// xlsReserved are names that the form, XForms or the servers use.
var xlsReserved = [...]string{"rubric", "constituency", "organization", "date", "notice", "meta", "data", "formhub", "deviceid", "today"}

// XMLName returns the name that an id has in an XLSForm.
func XMLName(id string) string {
	for _, reserved := range xlsReserved {
		if id == reserved {
			return id + "_"
		}
	}
	name := strings.ReplaceAll(id, "-", "_")
	if name != "" && '0' <= name[0] && name[0] <= '9' {
		name = "_" + name
	}
	return name
}

// languageColumn returns the name of a language in the headers of label columns.
func languageColumn(tag string) string {
	name, ok := languageNames()[tag]
	if !ok {
		name = tag
	}
	return name + " (" + tag + ")"
}

// languageNames returns the names, in themselves, of languages that are common in California
// schools.
func languageNames() map[string]string {
	return map[string]string{
		"ar": "العربية", "en": "English", "es": "Español", "fa": "فارسی", "fil": "Filipino", "hmn": "Hmoob", "hy": "Հայերեն",
		"ja": "日本語", "km": "ខ្មែរ", "ko": "한국어", "pa": "ਪੰਜਾਬੀ", "pt": "Português", "ru": "Русский", "so": "Soomaali",
		"tl": "Tagalog", "uk": "Українська", "vi": "Tiếng Việt", "zh": "中文",
	}
}

// XLSFormAnswers returns the options with which [assess.CSV] reads answers to a form from
// [XLSForm], as KoboToolbox and ODK Central export them: columns by name, with or without
// group prefixes, and choices by name or label. The id of a response is that of the
// submission. Columns that these servers add about people, devices and places are ignored.
// Change the result for a particular sheet, for example to ignore an added column. It
// returns an error if r is nil or a translation is not of r.
func XLSFormAnswers(r *rubric.Rubric, opt *Options) (*assess.CSVOptions, error) {
	e, err := newEdition("form.XLSFormAnswers", r, opt)
	if err != nil {
		return nil, err
	}
	columns := map[string]string{
		"rubric": "rubric", "constituency": "constituency", "organization": "organization", "date": "date",
		"_uuid": "id", "KEY": "id", "_submission_time": "timestamp", "SubmissionDate": "timestamp",
	}
	for _, header := range []string{
		"_id", "_index", "_notes", "_status", "_tags", "_validation_status", "_submitted_by", "__version__", "deviceid", "today", "notice",
		"meta/instanceID", "meta-instanceID", "meta/instanceName", "meta-instanceName", "instanceID", "instanceName", "meta/rootUuid", "formhub/uuid",
		"SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected", "Status", "ReviewState", "DeviceID", "Edits", "FormVersion",
	} {
		columns[header] = "ignore"
	}
	addBackground(columns, r)
	for d := range r.Domains() {
		group := XMLName(d.ID())
		add := func(name, meaning string) {
			for _, header := range []string{name, group + "/" + name, group + "-" + name} {
				columns[header] = meaning
			}
		}
		add(group+"__about", "ignore")
		for c := range d.Competencies() {
			name, rating := XMLName(c.ID()), "ratings."+c.ID()
			add(name, rating)
			for _, constituency := range worded(c) {
				add(name+xlsFor+XMLName(constituency.ID), rating)
			}
			add(name+xlsEvidence, rating+".evidence")
			add(name+xlsNote, rating+".note")
		}
	}
	words := make(map[string]string)
	for _, n := range e.nonAnswers() {
		for _, title := range n.title {
			words[title] = n.id
		}
	}
	return &assess.CSVOptions{Columns: columns, Words: words, Translations: e.all[1:]}, nil
}
