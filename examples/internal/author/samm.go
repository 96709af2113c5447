package author

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/author"

	"github.com/waymark-go/waymark/rubric/problem"
)

// sammModel is the objects of OWASP SAMM by id, of each type.
type sammModel struct {
	objects map[string]map[string]sammObject // by type and id
}

type sammObject struct {
	*source.Node
	name string // of the file, without its extension, such as D-SA-1-A
}

// fromSAMM reads the directory model of OWASP SAMM, with a YAML file for each object. The
// business functions become strands, the practices domains, and the questions competencies with
// the title and the level of their activity. The answers of a question are its descriptors. A stage is called
// by the value of its answers unless -stages names it.
func fromSAMM(in input) (*rubric.Rubric, []string, error) {
	m, err := readSAMM(in.file, os.DirFS(in.file))
	if err != nil {
		return nil, nil, err
	}
	questions := m.objects["Question"]
	if len(questions) == 0 {
		return nil, nil, errors.New(problem.FileName(in.file) + " has no files with type: Question; name the directory model of SAMM")
	}
	o := author.Outline{Document: in.document}
	var rows []sammRow
	for _, q := range questions {
		rows = append(rows, m.row(q))
	}
	slices.SortFunc(rows, func(a, b sammRow) int {
		return cmp.Or(
			byOrder("order")(a.function.Node, b.function.Node), byOrder("order")(a.practice.Node, b.practice.Node),
			strings.Compare(a.activity.name, b.activity.name), byOrder("order")(a.question.Node, b.question.Node),
			strings.Compare(a.question.name, b.question.name),
		)
	})
	m.stages(&o, rows)
	for _, r := range rows {
		o.Rows = append(o.Rows, r.outline(&o))
	}
	r, err := o.Rubric()
	return r, []string{"benefit, results, metrics and costs of activities; objectives of practice levels; streams"}, err
}

// readSAMM reads all YAML files of a directory, of which fsys has the files.
func readSAMM(dir string, fsys fs.FS) (*sammModel, error) {
	m := &sammModel{objects: make(map[string]map[string]sammObject)}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		ext := path.Ext(name)
		if err != nil || d.IsDir() || ext != ".yml" && ext != ".yaml" {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		roots, err := documents(path.Join(dir, name), data)
		if err != nil {
			return err
		}
		for _, root := range roots {
			kind := text(root, "type")
			if m.objects[kind] == nil {
				m.objects[kind] = make(map[string]sammObject)
			}
			m.objects[kind][text(root, "id")] = sammObject{root, strings.TrimSuffix(path.Base(name), ext)}
		}
		return nil
	})
	return m, err
}

// get returns the object that a key links to. It has an empty node if there is none.
func (m *sammModel) get(kind string, from sammObject, key string) sammObject {
	o := m.objects[kind][text(from.Node, key)]
	if o.Node == nil {
		o.Node = &source.Node{Kind: source.Map}
	}
	return o
}

// sammRow is a question with what it belongs to.
type sammRow struct {
	question, activity, level, practice, function, answers sammObject
}

func (m *sammModel) row(q sammObject) sammRow {
	r := sammRow{question: q, activity: m.get("Activity", q, "activity"), answers: m.get("AnswerSet", q, "answerSet")}
	r.level = m.get("PracticeLevel", r.activity, "level")
	r.practice = m.get("Practice", r.level, "practice")
	r.function = m.get("Function", r.practice, "function")
	return r
}

// values are the answers, lowest first.
func (r *sammRow) values() []*source.Node {
	values := items(r.answers.Node, "values")
	slices.SortStableFunc(values, byOrder("order"))
	return values
}

// stages calls the stages by the values of the longest list of answers.
func (m *sammModel) stages(o *author.Outline, rows []sammRow) {
	stages := &o.Document.Spectrum.Stages
	var most []*source.Node
	for _, r := range rows {
		if v := r.values(); len(v) > len(most) {
			most = v
		}
	}
	for i := len(*stages); i < len(most); i++ {
		*stages = append(*stages, rubric.StageEntry{Title: rubric.TextEntry{Text: text(most[i], "value")}})
	}
	for i := range *stages {
		// Descriptors refer to stages by id.
		(*stages)[i].ID = fmt.Sprintf("stage-%d", i+1)
	}
}

func (r *sammRow) outline(o *author.Outline) author.OutlineRow {
	row := author.OutlineRow{Places: places(r.question.Node)}
	row.Strand.Title.Text, row.Strand.Introduction.Text = text(r.function.Node, "name"), text(r.function.Node, "description")
	row.Domain.Title.Text, row.Domain.Summary.Text = text(r.practice.Node, "name"), text(r.practice.Node, "shortDescription")
	c := &row.Competency
	c.Title.Text, c.Code = text(r.activity.Node, "title"), r.question.name
	c.Summary.Text = paragraphs(text(r.question.Node, "text"), r.criteria(), text(r.activity.Node, "longDescription"))
	// The file of a practice level is named after the practice and the number, such as D-SA-1.
	c.Level, _ = strconv.Atoi(r.level.name[strings.LastIndexByte(r.level.name, '-')+1:])
	c.Descriptors = make(map[string]rubric.TextEntry)
	for i, v := range r.values() {
		if answer := text(v, "text"); answer != "" && i < len(o.Document.Spectrum.Stages) {
			c.Descriptors[o.Document.Spectrum.Stages[i].ID] = rubric.TextEntry{Text: answer}
		}
	}
	return row
}

// criteria returns the quality criteria of the question as a list.
func (r *sammRow) criteria() string {
	quality := r.question.Get("quality")
	if quality == nil {
		return ""
	}
	var lines []string
	for _, item := range quality.Items {
		if s, ok := item.AsText(); ok {
			lines = append(lines, "- "+strings.TrimSpace(s))
		}
	}
	return strings.Join(lines, "\n")
}
