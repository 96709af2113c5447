package author

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"github.com/waymark-go/waymark/internal/fold"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
)

// column is a column that a sheet can have besides those of the stages.
type column struct {
	name    string
	aliases []string
	path    string // in the places of an OutlineRow
	always  bool   // written even if no cell has anything
	once    bool   // written in the first row of a domain only
	// set sets the field. It returns what is wrong with the text, or "".
	set func(r *OutlineRow, text string) string
	get func(r *OutlineRow) string
}

const (
	competencyColumn = "competency"
	idColumn         = "id"
	domainIDColumn   = "domain id"
	strandIDColumn   = "strand id"
)

// columns are the columns in the order in which they are written.
func columns() []column {
	list := namedColumns()
	have := map[string]bool{"source": true, "strand.source": true, "domain.source": true} // needs the list of sources
	for _, c := range list {
		have[c.path] = true
	}
	for _, part := range []struct {
		prefix string
		of     func(*OutlineRow) reflect.Value
	}{
		{"strand", func(r *OutlineRow) reflect.Value { return reflect.ValueOf(&r.Strand).Elem() }},
		{"domain", func(r *OutlineRow) reflect.Value { return reflect.ValueOf(&r.Domain).Elem() }},
		{"", func(r *OutlineRow) reflect.Value { return reflect.ValueOf(&r.Competency).Elem() }},
	} {
		for _, p := range source.ShapeOf(part.of(new(OutlineRow)).Type()).Properties {
			path := strings.TrimPrefix(part.prefix+"."+p.Key, ".")
			if have[path] {
				continue
			}
			name := strings.TrimSpace(part.prefix + " " + strings.ReplaceAll(p.Key, "_", " "))
			if c, ok := fieldColumn(name, path, func(r *OutlineRow) any { return part.of(r).Field(p.Index).Addr().Interface() }); ok {
				c.once = part.prefix != ""
				list = append(list, c)
			}
		}
	}
	return list
}

// fieldColumn returns a column for a field of a row: a text, a word, a number, or a list of texts
// or ids. ok is false if the type of the field fits no cell.
func fieldColumn(name, path string, field func(*OutlineRow) any) (c column, ok bool) {
	switch field(new(OutlineRow)).(type) {
	case *rubric.TextEntry:
		return textColumn(name, path, func(r *OutlineRow) *rubric.TextEntry { return field(r).(*rubric.TextEntry) }), true
	case *string:
		return wordColumn(name, path, func(r *OutlineRow) *string { return field(r).(*string) }), true
	case *[]rubric.TextEntry:
		return listColumn(name, path, func(r *OutlineRow) *[]rubric.TextEntry { return field(r).(*[]rubric.TextEntry) }), true
	case *[]string:
		return idsColumn(name, path, func(r *OutlineRow) *[]string { return field(r).(*[]string) }), path != "strand.domains"
	case *int:
		return numberColumn(name, path, func(r *OutlineRow) *int { return field(r).(*int) }), true
	}
	return column{}, false
}

// idsColumn is a column with ids that have commas or spaces between them.
func idsColumn(name, path string, field func(*OutlineRow) *[]string) column {
	return column{
		name: name, path: path,
		set: func(r *OutlineRow, text string) string {
			*field(r) = strings.FieldsFunc(text, func(c rune) bool { return c == ',' || c == ';' || unicode.IsSpace(c) })
			return ""
		},
		get: func(r *OutlineRow) string { return strings.Join(*field(r), ", ") },
	}
}

func numberColumn(name, path string, field func(*OutlineRow) *int) column {
	return column{
		name: name, path: path,
		set: func(r *OutlineRow, text string) string {
			n, err := strconv.Atoi(text)
			if err != nil && text != "" {
				return "expected a whole number, found " + source.Quote(text)
			}
			*field(r) = n
			return ""
		},
		get: func(r *OutlineRow) string {
			if *field(r) == 0 {
				return ""
			}
			return strconv.Itoa(*field(r))
		},
	}
}

// namedColumns are the columns that have names or aliases of their own.
func namedColumns() []column {
	return []column{
		textColumn("strand", "strand.title", func(r *OutlineRow) *rubric.TextEntry { return &r.Strand.Title }),
		wordColumn(strandIDColumn, "strand.id", func(r *OutlineRow) *string { return &r.Strand.ID }),
		textColumn("strand introduction", "strand.introduction", func(r *OutlineRow) *rubric.TextEntry { return &r.Strand.Introduction }).onlyOnce(),
		textColumn("domain", "domain.title", func(r *OutlineRow) *rubric.TextEntry { return &r.Domain.Title }, "area", "category", "dimension", "section").alwaysWritten(),
		wordColumn("domain code", "domain.code", func(r *OutlineRow) *string { return &r.Domain.Code }, "domain number"),
		wordColumn(domainIDColumn, "domain.id", func(r *OutlineRow) *string { return &r.Domain.ID }).alwaysWritten(),
		textColumn("domain summary", "domain.summary", func(r *OutlineRow) *rubric.TextEntry { return &r.Domain.Summary }, "domain description").onlyOnce(),
		textColumn("domain belief", "domain.belief", func(r *OutlineRow) *rubric.TextEntry { return &r.Domain.Belief }).onlyOnce(),
		textColumn("domain impact", "domain.impact", func(r *OutlineRow) *rubric.TextEntry { return &r.Domain.Impact }).onlyOnce(),
		listColumn("domain prompts", "domain.prompts", func(r *OutlineRow) *[]rubric.TextEntry { return &r.Domain.Prompts }, "domain questions").onlyOnce(),
		textColumn(competencyColumn, "title", func(r *OutlineRow) *rubric.TextEntry { return &r.Competency.Title }, "criterion", "practice", "activity", "item", "indicator").alwaysWritten(),
		wordColumn("code", "code", func(r *OutlineRow) *string { return &r.Competency.Code }, "number"),
		wordColumn(idColumn, "id", func(r *OutlineRow) *string { return &r.Competency.ID }).alwaysWritten(),
		textColumn("summary", "summary", func(r *OutlineRow) *rubric.TextEntry { return &r.Competency.Summary }, "description"),
	}
}

func textColumn(name, path string, field func(*OutlineRow) *rubric.TextEntry, aliases ...string) column {
	return column{
		name: name, path: path, aliases: aliases,
		set: func(r *OutlineRow, text string) string {
			*field(r) = reworded(*field(r), text)
			return ""
		},
		get: func(r *OutlineRow) string { return field(r).Text },
	}
}

func wordColumn(name, path string, field func(*OutlineRow) *string, aliases ...string) column {
	return column{
		name: name, path: path, aliases: aliases,
		set: func(r *OutlineRow, text string) string {
			*field(r) = text
			return ""
		},
		get: func(r *OutlineRow) string { return *field(r) },
	}
}

// listColumn is a column with a text on each line of a cell.
func listColumn(name, path string, field func(*OutlineRow) *[]rubric.TextEntry, aliases ...string) column {
	return column{
		name: name, path: path, aliases: aliases,
		set: func(r *OutlineRow, text string) string {
			*field(r) = textLines(*field(r), text)
			return ""
		},
		get: func(r *OutlineRow) string { return joinLines(*field(r)) },
	}
}

func (c column) onlyOnce() column {
	c.once = true
	return c
}

func (c column) alwaysWritten() column {
	c.always = true
	return c
}

// textLines returns the lines of a cell that are not blank as texts. A line that was there
// before stays as it was.
func textLines(was []rubric.TextEntry, text string) []rubric.TextEntry {
	var list []rubric.TextEntry
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		list = append(list, textAmong(was, line))
	}
	return list
}

// textAmong returns the text of a list with the given words, or else a new one.
func textAmong(list []rubric.TextEntry, text string) rubric.TextEntry {
	if i := slices.IndexFunc(list, func(t rubric.TextEntry) bool { return t.Text == text }); i >= 0 {
		return list[i]
	}
	return rubric.TextEntry{Text: text}
}

func joinLines(list []rubric.TextEntry) string {
	var lines []string
	for _, t := range list {
		lines = append(lines, t.Text)
	}
	return strings.Join(lines, "\n")
}

// columnsByName are the columns by their names and aliases.
var columnsByName = sync.OnceValue(func() map[string]*column {
	byName := make(map[string]*column)
	for _, c := range columns() {
		for _, name := range append(c.aliases, c.name) {
			byName[name] = &c
		}
	}
	return byName
})

// maxHeader is longer than the names of columns, in bytes.
const maxHeader = 100

// columnNamed returns the column that a header means.
func columnNamed(header string) (*column, bool) {
	if len(header) > maxHeader {
		return nil, false
	}
	if c, ok := columnsByName()[fold.Text(header)]; ok {
		return c, true
	}
	key, id, found := strings.Cut(header, ":")
	id = strings.TrimSpace(id)
	for name, index := range textMaps() {
		if found && id != "" && fold.Text(key) == name {
			c := mapColumn(name, id, index)
			return &c, true
		}
	}
	return nil, false
}

// textMaps are the fields of a competency that have texts by id, other than those by stage: the
// indexes by name.
func textMaps() map[string]int {
	indexes := make(map[string]int)
	typ := reflect.TypeFor[rubric.CompetencyEntry]()
	for _, p := range source.ShapeOf(typ).Properties {
		if p.Key != "descriptors" && typ.Field(p.Index).Type == reflect.TypeFor[map[string]rubric.TextEntry]() {
			indexes[strings.ReplaceAll(p.Key, "_", " ")] = p.Index
		}
	}
	return indexes
}

// mapColumn is a column for the texts of an id.
func mapColumn(name, id string, index int) column {
	field := func(r *OutlineRow) *map[string]rubric.TextEntry {
		return reflect.ValueOf(&r.Competency).Elem().Field(index).Addr().Interface().(*map[string]rubric.TextEntry)
	}
	return column{
		name: name + ": " + id, path: strings.ReplaceAll(name, " ", "_") + "." + id,
		set: func(r *OutlineRow, text string) string {
			texts := maps.Clone(*field(r))
			if text == "" {
				delete(texts, id)
			} else {
				if texts == nil {
					texts = make(map[string]rubric.TextEntry)
				}
				texts[id] = reworded(texts[id], text)
			}
			*field(r) = texts
			return ""
		},
		get: func(r *OutlineRow) string { return (*field(r))[id].Text },
	}
}

func columnNames() []string {
	var names []string
	for _, c := range columns() {
		names = append(names, c.name)
	}
	return names
}

// setting is a row above the columns: a name and the cells after it.
type setting struct {
	name  string
	cells int // how many it can have
	// list clears the list to which each row of this name adds an item. It is nil for a
	// setting that is given once.
	list func(d *rubric.EditionDocument)
	// read sets fields from the cells and returns the cells by the paths of the fields. What
	// the cells do not have comes from was, the base.
	read func(d, was *rubric.EditionDocument, row sheetRow) map[string]cell
	// write returns the cells of each row.
	write func(d *rubric.EditionDocument) [][]string
}

const orderSetting = "order"

// settings are the settings in the order in which they are written.
func settings() []setting {
	return []setting{
		textSetting("title", func(d *rubric.EditionDocument) *rubric.TextEntry { return &d.Title }),
		wordSetting("id", func(d *rubric.EditionDocument) *string { return &d.ID }),
		wordSetting("edition", func(d *rubric.EditionDocument) *string { return &d.Edition }),
		wordSetting("language", func(d *rubric.EditionDocument) *string { return &d.Language }),
		wordSetting("direction", func(d *rubric.EditionDocument) *string { return &d.Direction }),
		wordSetting("date", func(d *rubric.EditionDocument) *string { return &d.Date }),
		textSetting("notice", func(d *rubric.EditionDocument) *rubric.TextEntry { return &d.Notice }),
		textSetting("citation", func(d *rubric.EditionDocument) *rubric.TextEntry { return &d.Citation }),
		textSetting("definition", func(d *rubric.EditionDocument) *rubric.TextEntry { return &d.Definition }),
		noteSetting(), constituencySetting(), spectrumSetting(), stageSetting(),
		{name: orderSetting, cells: 1, write: func(*rubric.EditionDocument) [][]string { return nil }},
	}
}

func textSetting(name string, field func(*rubric.EditionDocument) *rubric.TextEntry) setting {
	return setting{
		name: name, cells: 1,
		read: func(d, _ *rubric.EditionDocument, row sheetRow) map[string]cell {
			*field(d) = reworded(*field(d), row.at(1).text)
			return map[string]cell{name: row.at(1)}
		},
		write: func(d *rubric.EditionDocument) [][]string { return given(field(d).Text) },
	}
}

func wordSetting(name string, field func(*rubric.EditionDocument) *string) setting {
	return setting{
		name: name, cells: 1,
		read: func(d, _ *rubric.EditionDocument, row sheetRow) map[string]cell {
			*field(d) = row.at(1).text
			return map[string]cell{name: row.at(1)}
		},
		write: func(d *rubric.EditionDocument) [][]string { return given(*field(d)) },
	}
}

// given returns a row of cells, no row if all are "".
func given(cells ...string) [][]string {
	if strings.Join(cells, "") == "" {
		return nil
	}
	return [][]string{cells}
}

func noteSetting() setting {
	return setting{
		name: "note", cells: 1,
		list: func(d *rubric.EditionDocument) { d.Notes = nil },
		read: func(d, was *rubric.EditionDocument, row sheetRow) map[string]cell {
			d.Notes = append(d.Notes, textAmong(was.Notes, row.at(1).text))
			return map[string]cell{fmt.Sprintf("notes[%d]", len(d.Notes)-1): row.at(1)}
		},
		write: func(d *rubric.EditionDocument) (rows [][]string) {
			for _, n := range d.Notes {
				rows = append(rows, []string{n.Text})
			}
			return rows
		},
	}
}

func constituencySetting() setting {
	return setting{
		name: "constituency", cells: 2,
		list: func(d *rubric.EditionDocument) { d.Constituencies = nil },
		read: func(d, was *rubric.EditionDocument, row sheetRow) map[string]cell {
			e := rubric.ConstituencyEntry{ID: row.at(2).text}
			if i := slices.IndexFunc(was.Constituencies, func(w rubric.ConstituencyEntry) bool { return w.ID == e.ID }); i >= 0 {
				e = was.Constituencies[i]
			}
			e.Title = reworded(e.Title, row.at(1).text)
			d.Constituencies = append(d.Constituencies, e)
			path := fmt.Sprintf("constituencies[%d]", len(d.Constituencies)-1)
			return map[string]cell{path: row.at(1), path + ".id": row.at(2).or(row.at(1))}
		},
		write: func(d *rubric.EditionDocument) (rows [][]string) {
			for _, c := range d.Constituencies {
				rows = append(rows, []string{c.Title.Text, c.ID})
			}
			return rows
		},
	}
}

func spectrumSetting() setting {
	return setting{
		name: "spectrum", cells: 2,
		read: func(d, _ *rubric.EditionDocument, row sheetRow) map[string]cell {
			d.Spectrum.Title = reworded(d.Spectrum.Title, row.at(1).text)
			d.Spectrum.ID = row.at(2).text
			return map[string]cell{"spectrum.title": row.at(1), "spectrum.id": row.at(2).or(row.at(1))}
		},
		write: func(d *rubric.EditionDocument) [][]string {
			if d.Spectrum.Title.Text == "" {
				return nil // the id is made again if the sheet has no title
			}
			return given(d.Spectrum.Title.Text, d.Spectrum.ID)
		},
	}
}

func stageSetting() setting {
	return setting{
		name: "stage", cells: 4,
		list: func(d *rubric.EditionDocument) { d.Spectrum.Stages = nil },
		read: func(d, was *rubric.EditionDocument, row sheetRow) map[string]cell {
			e := rubric.StageEntry{ID: row.at(2).text}
			if i := slices.IndexFunc(was.Spectrum.Stages, func(w rubric.StageEntry) bool { return w.ID == e.ID }); i >= 0 {
				e = was.Spectrum.Stages[i]
			}
			e.Title = reworded(e.Title, row.at(1).text)
			e.Summary = reworded(e.Summary, row.at(3).text)
			e.Messages = textLines(e.Messages, row.at(4).text)
			d.Spectrum.Stages = append(d.Spectrum.Stages, e)
			path := fmt.Sprintf("spectrum.stages[%d]", len(d.Spectrum.Stages)-1)
			return map[string]cell{
				"spectrum.stages": row.at(1), path: row.at(1), path + ".id": row.at(2).or(row.at(1)), path + ".summary": row.at(3), path + ".messages": row.at(4),
			}
		},
		write: func(d *rubric.EditionDocument) (rows [][]string) {
			for _, s := range d.Spectrum.Stages {
				rows = append(rows, []string{s.Title.Text, s.ID, s.Summary.Text, joinLines(s.Messages)})
			}
			return rows
		},
	}
}

// or returns the cell, or another one if it is blank.
func (c cell) or(other cell) cell {
	if c.text == "" {
		return other
	}
	return c
}

// settingNamed returns the setting that the first cell of a row names.
func settingNamed(text string) (setting, bool) {
	if len(text) > maxHeader {
		return setting{}, false
	}
	key := fold.Text(text)
	for _, s := range settings() {
		if s.name == key {
			return s, true
		}
	}
	return setting{}, false
}

func settingNames() []string {
	var names []string
	for _, s := range settings() {
		names = append(names, s.name)
	}
	return names
}
