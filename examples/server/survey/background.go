package survey

import (
	"slices"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/server/store"
	"github.com/waymark-go/waymark/rubric"
)

// Questions returns the background questions of the rubric, with texts of a language.
func (s *Survey) Questions(language string) []rubric.BackgroundQuestion {
	return slices.Collect(s.Rubric(language).BackgroundQuestions())
}

// SetBackground sets the answers to the background questions in the response of a rater: the id of
// an option by the id of the question, "" for no answer. The error is a problem.List if they are
// not valid.
func (s *Survey) SetBackground(r *store.Rater, answers map[string]string) error {
	p, err := s.edited(r)
	if err != nil {
		return err
	}
	doc := p.Document()
	if doc.Background == nil {
		doc.Background = map[string]string{}
	}
	for question, option := range answers {
		doc.Background[question] = option
		if option == "" {
			delete(doc.Background, question)
		}
	}
	if p, err = assess.NewResponse(s.rubric, doc); err != nil {
		return err
	}
	return s.set(r, p)
}

// A node of the results is "" for all schools together, the id of a school, or one of these and,
// after a slash, a group: the answer to the background question that divides the results.

// Groups returns the ids of the groups of a school, nil if the results are not divided. The last
// one is assess.NotAnsweredGroup.
func (s *Survey) Groups() []string {
	q, ok := s.rubric.BackgroundQuestion(s.Split)
	if !ok {
		return nil
	}
	var ids []string
	for _, o := range q.Options {
		ids = append(ids, o.ID)
	}
	return append(ids, assess.NotAnsweredGroup)
}

// SchoolLikeGroup returns the name of a school that is also that of a group in what is published, such as
// "Lincoln/9-12", or "".
func (s *Survey) SchoolLikeGroup() string {
	for _, school := range s.Schools {
		for _, other := range s.Schools {
			group, ok := strings.CutPrefix(other.Title, school.Title+"/")
			if ok && slices.Contains(s.Groups(), group) {
				return other.Title
			}
		}
	}
	return ""
}

// GroupTitle returns the name of a group.
func (s *Survey) GroupTitle(language, group string) string {
	q, _ := s.Rubric(language).BackgroundQuestion(s.Split)
	for _, o := range q.Options {
		if o.ID == group {
			return o.Title
		}
	}
	if base, _, _ := strings.Cut(language, "-"); base == "es" {
		return "Sin respuesta"
	}
	return "No answer"
}

// Has reports whether results have a node.
func (s *Survey) Has(node string) bool {
	school, group, divided := strings.Cut(node, "/")
	if _, ok := s.School(school); !ok && school != "" {
		return false
	}
	if !divided {
		return true
	}
	// The schools have the groups, or the organization if it is the only school.
	return (school != "") == s.Divided() && slices.Contains(s.Groups(), group)
}

// ResultTitle returns the name of a node of the results.
func (s *Survey) ResultTitle(language, node string) string {
	school, group, divided := strings.Cut(node, "/")
	if !divided {
		return s.NodeTitle(school)
	}
	return s.NodeTitle(school) + " · " + s.GroupTitle(language, group)
}

// leaves returns the nodes whose answers are counted: each school, or each group of it. Unlike
// other nodes they begin with the id of the school if there is only one.
func (s *Survey) leaves() []string {
	var all []string
	for _, school := range s.Schools {
		groups := s.Groups()
		if groups == nil {
			all = append(all, school.ID)
		}
		for _, group := range groups {
			all = append(all, school.ID+"/"+group)
		}
	}
	return all
}

// leafOf returns the leaf in which a response is counted.
func (s *Survey) leafOf(school string, p *assess.Response) string {
	if s.Groups() == nil {
		return school
	}
	group, ok := p.Background(s.Split)
	if !ok {
		group = assess.NotAnsweredGroup
	}
	return school + "/" + group
}

// node returns the node of a leaf.
func (s *Survey) node(leaf string) string {
	if s.Divided() {
		return leaf
	}
	return strings.TrimPrefix(leaf, s.Schools[0].ID)
}
