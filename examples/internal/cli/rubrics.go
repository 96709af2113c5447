package cli

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

// RubricFlags are the flags that name rubrics, translations and crosswalks.
type RubricFlags struct {
	Rubrics, Overlays, Crosswalks []string
}

// Register adds the flags to a set. fallback says which rubric is meant without -rubric.
func (f *RubricFlags) Register(fs *flag.FlagSet, fallback string) {
	list := func(name, usage string, to *[]string) {
		fs.Func(name, usage, func(s string) error {
			*to = append(*to, s)
			return nil
		})
	}
	list("rubric", "rubric `file`, or cei@EDITION (default "+fallback+"); repeat it for earlier editions that a baseline or a crosswalk names", &f.Rubrics)
	list("overlay", "`file` with a translation of the rubric; may be repeated, the preferred one first", &f.Overlays)
	list("crosswalk", "`file` that leads from an earlier edition to a later one; may be repeated", &f.Crosswalks)
}

// Load reads all files that the flags name. The error has the problems of all of them.
func (f *RubricFlags) Load() (*Rubrics, error) {
	var known Rubrics
	var errs []error
	for _, name := range f.Rubrics {
		errs = append(errs, known.AddRubric(name))
	}
	for _, file := range f.Overlays {
		errs = append(errs, known.AddOverlay(file))
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err // a crosswalk may need what is missing
	}
	for _, file := range f.Crosswalks {
		errs = append(errs, known.AddCrosswalk(file))
	}
	return &known, errors.Join(errs...)
}

// Rubrics are the rubrics, translations and crosswalks that a program can use: the embedded
// ones, and others that were added. The zero value has the embedded ones only.
type Rubrics struct {
	added      []*rubric.Rubric
	overlays   []overlayFile
	crosswalks []*rubric.Crosswalk
}

type overlayFile struct {
	*rubric.Overlay
	name string
}

// AddRubric adds what [Rubric] returns. Rubrics that are added later do not replace it.
func (k *Rubrics) AddRubric(name string) error {
	r, err := Rubric(name)
	if err == nil {
		k.added = append(k.added, r)
	}
	return err
}

// AddOverlay adds a translation from a file. It must be of an edition that is known.
func (k *Rubrics) AddOverlay(file string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	o, err := rubric.LoadOverlay(file, data, nil)
	if err != nil {
		return err
	}
	if k.Find(o.Rubric()) == nil {
		return fmt.Errorf("%s translates %s, which is not known: name its file with -rubric", problem.FileName(file), o.Rubric())
	}
	k.overlays = append(k.overlays, overlayFile{o, file})
	return nil
}

// AddCrosswalk adds a crosswalk from a file. Both of its editions must be known.
func (k *Rubrics) AddCrosswalk(file string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	from, err := k.FindNamed(file, "from", data)
	if err != nil {
		return err
	}
	to, err := k.FindNamed(file, "to", data)
	if err != nil {
		return err
	}
	if from == nil || to == nil {
		return fmt.Errorf("%s is not a crosswalk: it does not name its editions with from and to", problem.FileName(file))
	}
	x, err := rubric.LoadCrosswalk(file, data, from, to, nil)
	if err == nil {
		k.crosswalks = append(k.crosswalks, x)
	}
	return err
}

// First returns the rubric that was added first, or nil.
func (k *Rubrics) First() *rubric.Rubric {
	if len(k.added) == 0 {
		return nil
	}
	return k.added[0]
}

// FirstOrLatest returns the rubric that was added first, or the newest embedded edition.
func (k *Rubrics) FirstOrLatest() *rubric.Rubric {
	if r := k.First(); r != nil {
		return r
	}
	return cei.Latest()
}

// Find returns the edition with the given id@edition, or nil.
func (k *Rubrics) Find(ref string) *rubric.Rubric {
	for _, r := range k.added {
		if r.Ref().String() == ref {
			return r
		}
	}
	return Embedded(ref)
}

// FindNamed returns the first edition that a document names under a key and that is known. It
// returns nil if the document names none, and an error if it names only others.
func (k *Rubrics) FindNamed(file, key string, head []byte) (*rubric.Rubric, error) {
	named := Named(key, head)
	for _, m := range named {
		if r := k.Find(string(head[m[0]:m[1]])); r != nil {
			return r, nil
		}
	}
	if len(named) == 0 {
		return nil, nil
	}
	return nil, fmt.Errorf("%s names %s, which is not known: name its file with -rubric", problem.FileName(file), head[named[0][0]:named[0][1]])
}

// Crosswalk returns the crosswalk from one edition to another, nil if they are the same.
func (k *Rubrics) Crosswalk(from, to *rubric.Rubric) (*rubric.Crosswalk, error) {
	if from.Ref() == to.Ref() {
		return nil, nil
	}
	for _, x := range k.crosswalks {
		if x.From().Ref() == from.Ref() && x.To().Ref() == to.Ref() {
			return x, nil
		}
	}
	if Embedded(from.Ref().String()) != from || Embedded(to.Ref().String()) != to {
		return nil, fmt.Errorf("the earlier wave is of %s and this one of %s: name the file that leads from one to the other with -crosswalk; author crosswalk drafts it", from.Ref(), to.Ref())
	}
	return cei.Crosswalk(from.Edition(), to.Edition())
}

// Languages returns the languages that a rubric is available in: its own and those of its
// translations.
func (k *Rubrics) Languages(r *rubric.Rubric) []string {
	list := []string{r.Language()}
	for _, o := range k.overlays {
		if o.Rubric() == r.Ref().String() && !slices.Contains(list, o.Language()) {
			list = append(list, o.Language())
		}
	}
	for _, tag := range embeddedLanguages(r) {
		if !slices.Contains(list, tag) {
			list = append(list, tag)
		}
	}
	return list
}

// embeddedLanguages returns the languages of the embedded translations of a rubric.
func embeddedLanguages(r *rubric.Rubric) []string {
	if Embedded(r.Ref().String()) != r {
		return nil
	}
	return cei.Languages(r.Edition())
}

// chain returns the translations of a rubric into a language, by its tag, and into the wider
// ones that cover it (es for es-MX), the preferred one first.
func (k *Rubrics) chain(r *rubric.Rubric, language string) ([]*rubric.Overlay, error) {
	var chain []*rubric.Overlay
	for tag := language; tag != ""; tag = tag[:max(0, strings.LastIndexByte(tag, '-'))] {
		for _, o := range k.overlays {
			if o.Rubric() == r.Ref().String() && strings.EqualFold(o.Language(), tag) {
				chain = append(chain, o.Overlay)
			}
		}
		if !slices.Contains(embeddedLanguages(r), tag) {
			continue
		}
		o, err := cei.Overlay(r.Edition(), tag)
		if err != nil {
			return nil, err
		}
		chain = append(chain, o)
	}
	return chain, nil
}

// Localize returns the rubric in a language, by its tag. The empty tag means the rubric's own.
// notes say what in the translation is missing or stale. It returns an error if there is no
// translation.
func (k *Rubrics) Localize(r *rubric.Rubric, language string) (local *rubric.Rubric, notes []string, err error) {
	tag := language
	if tag == "" {
		tag = r.Language()
	}
	chain, err := k.chain(r, tag)
	if err != nil {
		return nil, nil, err
	}
	if len(chain) == 0 {
		if strings.EqualFold(tag, r.Language()) {
			return r, nil, nil
		}
		return nil, nil, &untranslatedError{r, language, k.Languages(r)}
	}
	local, problems := r.Localize(chain...)
	return local, translationNotes(problems), nil
}

// untranslatedError reports a rubric without a translation into a language.
type untranslatedError struct {
	r         *rubric.Rubric
	language  string
	available []string
}

func (e *untranslatedError) Error() string {
	return fmt.Sprintf("%s is not available in %q, only in %s; name a translation with -overlay", e.r.Ref(), e.language, strings.Join(e.available, ", "))
}

// LocalizeReport is like [Rubrics.Localize] for a report. If there is no translation but the
// fixed words of reports are available in the language, it returns r and a note. Without a
// language, a note says which translations from files are not shown.
func (k *Rubrics) LocalizeReport(r *rubric.Rubric, language string) (local *rubric.Rubric, notes []string, err error) {
	local, notes, err = k.Localize(r, language)
	var untranslated *untranslatedError
	if !errors.As(err, &untranslated) {
		if language == "" {
			notes = append(notes, k.unshown(r)...)
		}
		return local, notes, err
	}
	primary, _, _ := strings.Cut(language, "-")
	if !slices.Contains(report.Languages(), strings.ToLower(primary)) {
		return nil, nil, err
	}
	return r, []string{fmt.Sprintf("there is no translation of %s into %s: the report's own words are in %s, the rubric's stay in %s", r.Ref(), language, language, r.Language())}, nil
}

// unshown says which translations from files are not shown in the rubric's own language.
func (k *Rubrics) unshown(r *rubric.Rubric) []string {
	var notes []string
	for _, o := range k.overlays {
		if o.Rubric() == r.Ref().String() && !strings.EqualFold(o.Language(), r.Language()) {
			notes = append(notes, fmt.Sprintf("%s: the report does not show this translation; -lang %s does", o.name, o.Language()))
		}
	}
	return notes
}

// Translations returns the rubric in each language that it is translated into, with notes on
// what is missing or stale.
func (k *Rubrics) Translations(r *rubric.Rubric) (locals []*rubric.Rubric, notes []string, err error) {
	for _, language := range k.Languages(r)[1:] {
		local, more, err := k.Localize(r, language)
		if err != nil {
			return nil, nil, err
		}
		locals, notes = append(locals, local), append(notes, more...)
	}
	return locals, notes, nil
}

// translationNotes counts the problems of translations by file and kind.
func translationNotes(problems problem.List) []string {
	says := map[problem.Code]string{
		problem.MissingText: "%s: %d texts are not translated and stay as they are",
		problem.StaleText:   "%s: %d translations are of an earlier wording and are not used",
		problem.UnknownText: "%s: %d translations are of texts that the rubric does not have",
	}
	type kind struct {
		file string
		code problem.Code
	}
	count := make(map[kind]int)
	for _, p := range problems {
		count[kind{p.Pos.File, p.Code}]++
	}
	var notes []string
	for _, p := range problems {
		k := kind{p.Pos.File, p.Code}
		text, counted := says[p.Code]
		switch {
		case !counted:
			notes = append(notes, p.Error())
		case count[k] > 0:
			notes = append(notes, fmt.Sprintf(text, p.Pos.File, count[k]))
			count[k] = 0
		}
	}
	return notes
}

// ReadOptions returns how to read responses to a rubric: spreadsheets may use the words of its
// translations too.
func (k *Rubrics) ReadOptions(r *rubric.Rubric) *assess.ReadOptions {
	csv := &assess.CSVOptions{}
	// An embedded translation that cannot be read is a fault of this build, which its tests
	// find; sheets in that language are then refused.
	csv.Translations, _, _ = k.Translations(r)
	return &assess.ReadOptions{CSV: csv}
}

// Rubric returns the rubric that a -rubric flag names: an embedded edition such as
// cei@2023.2, a file, or, when it is empty, the newest embedded edition.
func Rubric(arg string) (*rubric.Rubric, error) {
	if arg == "" {
		return cei.Latest(), nil
	}
	if version, ok := strings.CutPrefix(arg, "cei@"); ok {
		return cei.Edition(version)
	}
	data, err := os.ReadFile(arg)
	if err != nil {
		return nil, err
	}
	return rubric.Load(arg, data, nil)
}

// Localize returns the rubric in a language, by its tag: that of the embedded translation, or
// of the wider one that covers it (es for es-MX).
func Localize(r *rubric.Rubric, language string) (*rubric.Rubric, error) {
	local, _, err := new(Rubrics).Localize(r, language)
	return local, err
}

// ReadOptions is [Rubrics.ReadOptions] with the embedded translations.
func ReadOptions(r *rubric.Rubric) *assess.ReadOptions { return new(Rubrics).ReadOptions(r) }

// Named returns the offsets of the editions (id@edition) that a document names under
// a key, in order.
func Named(key string, head []byte) [][]int {
	refs := regexp.MustCompile(`(?:^|[{,\s])["']?` + key + `["']?\s*:\s*["']?([a-z0-9-]+@[0-9A-Za-z.-]+)`)
	var found [][]int
	for _, m := range refs.FindAllSubmatchIndex(head, -1) {
		found = append(found, m[2:4])
	}
	return found
}

// Embedded returns the embedded edition with the given id@edition, or nil.
func Embedded(ref string) *rubric.Rubric {
	named, err := rubric.ParseRef(ref)
	if err != nil {
		return nil
	}
	r, _, err := cei.Find(named, nil)
	if err != nil {
		return nil
	}
	return r
}
