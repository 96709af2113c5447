package report

import (
	"strings"
	"testing"
)

// withoutConstituencies returns the English words without the section on titles of groups, and with
// sentences that have the words around the titles.
func withoutConstituencies(t testing.TB) *Words {
	t.Helper()
	data, err := WordsFile("en")
	if err != nil {
		t.Fatal(err)
	}
	doc := string(data)
	start := strings.Index(doc, "\nconstituencies:\n") + 1
	end := start + strings.Index(doc[start:], "\n\n")
	doc = doc[:start] + doc[end:]
	doc = strings.NewReplacer(
		"lower {lower} than {higher}", "lower by {lower} than by {higher}", "{count} of {all} {group}", "{group}: {count} of {all}",
		"{group} than before", "by {group} than before", "answers given {group}", "answers given by {group}",
	).Replace(doc)
	w, err := LoadWords("en.yaml", []byte(doc))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// A title that the words list agrees with the sentence around it. Any other title is in quotation
// marks, as is one in another language, which is between marks of the view.
func TestConstituencyForms(t *testing.T) {
	foreign := string(markOpen) + " Families" + string(markClose)
	for _, tt := range []struct {
		words              *Words
		title              string
		inSentence, by     string
		one, many, million string
	}{
		{english(), "Families", "families", "by families", "family", "families", "families"},
		{english(), "FAMILIES", "families", "by families", "family", "families", "families"},
		{english(), "Community partners", "community partners", "by community partners", "community partner", "community partners", "community partners"},
		{english(), "Staff", "staff", "by staff", "staff member", "staff members", "staff members"},
		{english(), "Night shift", "“Night shift”", "by “Night shift”", "in “Night shift”", "in “Night shift”", "in “Night shift”"},
		{english(), "Familias", "“Familias”", "by “Familias”", "in “Familias”", "in “Familias”", "in “Familias”"},
		{spanish(), "Familias", "las familias", "de las familias", "familia", "familias", "de familias"},
		{spanish(), "Estudiantes", "los estudiantes", "de los estudiantes", "estudiante", "estudiantes", "de estudiantes"},
		{spanish(), "Personal educativo", "el personal educativo", "del personal educativo", "integrante del personal educativo", "integrantes del personal educativo", "de integrantes del personal educativo"},
		{spanish(), "Families", "“Families”", "del grupo “Families”", "del grupo “Families”", "del grupo “Families”", "del grupo “Families”"},
		{english(), foreign, "“" + foreign + "”", "by “" + foreign + "”", "in “" + foreign + "”", "in “" + foreign + "”", "in “" + foreign + "”"},
		{withoutConstituencies(t), "Families", "Families", "Families", "Families", "Families", "Families"},
	} {
		w := &tt.words.doc.Constituencies
		got := [...]string{w.inSentence(tt.title), w.by(tt.title), w.members(tt.title, 1), w.members(tt.title, 115), w.members(tt.title, 2_000_000)}
		if want := [...]string{tt.inSentence, tt.by, tt.one, tt.many, tt.million}; got != want {
			t.Errorf("%s, %q: %q, want %q", tt.words.Language(), tt.title, got, want)
		}
	}
}

// The sentences on groups read well with titles that are listed, with others and without the section.
func TestConstituencySentences(t *testing.T) {
	for _, tt := range []struct {
		words          *Words
		lower, higher  string
		difference     string
		one, many      string
		move, distance string
		uneven         string
	}{
		{
			english(), "Families", "Leaders",
			"“Language access” is rated much lower by families than by leaders.",
			"1 of 1 family", "17 of 115 families",
			"“Language access” is rated a little higher by families than before.",
			"Rated lower by families than by leaders",
			"a larger share of the answers given by families could not be used",
		},
		{
			english(), "Day shift", "Leaders",
			"“Language access” is rated much lower by “Day shift” than by leaders.",
			"1 of 1 in “Day shift”", "17 of 115 in “Day shift”",
			"“Language access” is rated a little higher by “Day shift” than before.",
			"Rated lower by “Day shift” than by leaders",
			"a larger share of the answers given by “Day shift” could not be used",
		},
		{
			spanish(), "Personal educativo", "Familias",
			"“Language access” recibe valoraciones mucho más bajas del personal educativo que de las familias.",
			"1 de 1 integrante del personal educativo", "17 de 115 integrantes del personal educativo",
			"“Language access” recibe del personal educativo valoraciones un poco más altas que antes.",
			"Valoraciones más bajas del personal educativo que de las familias",
			"no se pudo usar una parte mayor de las respuestas del personal educativo",
		},
		{
			spanish(), "Families", "Líderes",
			"“Language access” recibe valoraciones mucho más bajas del grupo “Families” que de los líderes.",
			"1 de 1 del grupo “Families”", "17 de 115 del grupo “Families”",
			"“Language access” recibe del grupo “Families” valoraciones un poco más altas que antes.",
			"Valoraciones más bajas del grupo “Families” que de los líderes",
			"no se pudo usar una parte mayor de las respuestas del grupo “Families”",
		},
		{
			withoutConstituencies(t), "Families", "Leaders",
			"“Language access” is rated much lower by Families than by Leaders.",
			"Families: 1 of 1", "Families: 17 of 115",
			"“Language access” is rated a little higher by Families than before.",
			"Rated lower by Families than by Leaders",
			"a larger share of the answers given by Families could not be used",
		},
	} {
		d, groups := &tt.words.doc, &tt.words.doc.Constituencies
		for _, s := range []struct{ got, want string }{
			{d.Differences.difference(groups.by(tt.lower), groups.by(tt.higher), "Language access", 3), tt.difference},
			{d.Differences.ofGroup(1, 1, groups.members(tt.lower, 1)), tt.one},
			{d.Differences.ofGroup(17, 115, groups.members(tt.lower, 115)), tt.many},
			{d.Progress.move("Language access", groups.by(tt.lower), 1, true), tt.move},
			{d.Groups.apartDetail(groups.by(tt.lower), groups.by(tt.higher)), tt.distance},
		} {
			if s.got != s.want {
				t.Errorf("%s: %q, want %q", tt.words.Language(), s.got, s.want)
			}
		}
		if got := d.Head.UnevenGroup.fill(groups.by(tt.lower)); !strings.Contains(got, tt.uneven) {
			t.Errorf("%s: %q does not say %q", tt.words.Language(), got, tt.uneven)
		}
	}
}

// Every title of the embedded words has all of its forms, and no two entries have the same title.
func TestConstituencyTitles(t *testing.T) {
	for _, w := range []*Words{english(), spanish()} {
		seen := make(map[string]bool)
		for _, l := range w.doc.Constituencies.Listed {
			title := strings.ToLower(l.Title)
			if seen[title] || !strings.HasSuffix(l.By, l.InSentence) && !strings.HasPrefix(l.By, "del ") {
				t.Errorf("%s: %+v", w.Language(), l)
			}
			seen[title] = true
		}
	}
}
