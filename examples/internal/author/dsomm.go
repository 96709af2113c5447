package author

import (
	"cmp"
	"errors"
	"os"
	"slices"
	"strconv"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/author"
)

// fromDSOMM reads a model of DSOMM: objects of activities in sub-dimensions in dimensions. The
// dimensions become strands, the sub-dimensions domains and the activities competencies with
// their level and references. The model has no stages: -stages names them.
func fromDSOMM(in input) (*rubric.Rubric, []string, error) {
	data, err := os.ReadFile(in.file)
	if err != nil {
		return nil, nil, err
	}
	roots, err := documents(in.file, data)
	if err != nil {
		return nil, nil, err
	}
	if len(in.document.Spectrum.Stages) < 2 {
		return nil, nil, errors.New("the model has no stages: name them with -stages, lowest first")
	}
	o := author.Outline{Document: in.document}
	for _, root := range roots {
		for _, dimension := range root.Fields {
			if dimension.Key == "meta" {
				o.Document.Edition = cmp.Or(o.Document.Edition, text(dimension.Value, "version"))
				o.Document.Date = cmp.Or(o.Document.Date, text(dimension.Value, "released"))
				continue
			}
			for _, sub := range dimension.Value.Fields {
				addActivities(&o, dimension.Key, sub)
			}
		}
	}
	r, err := o.Rubric()
	return r, []string{"assessment, comments, dependsOn, difficultyOfImplementation, implementation, tags and usefulness of activities"}, err
}

// addActivities adds the activities of a sub-dimension, those of the lowest level first.
func addActivities(o *author.Outline, dimension string, sub source.Field) {
	activities := slices.Clone(sub.Value.Fields)
	slices.SortStableFunc(activities, func(a, b source.Field) int { return byOrder("level")(a.Value, b.Value) })
	for _, activity := range activities {
		n := activity.Value
		if n.Kind != source.Map {
			continue
		}
		row := author.OutlineRow{Places: places(n)}
		row.Strand.Title.Text, row.Domain.Title.Text, row.Competency.Title.Text = dimension, sub.Key, activity.Key
		row.Competency.Summary.Text = paragraphs(text(n, "description"), text(n, "risk"), text(n, "measure"))
		row.Competency.Level, _ = strconv.Atoi(text(n, "level"))
		row.Competency.References = dsommReferences(n.Get("references"))
		o.Rows = append(o.Rows, row)
	}
}

// dsommReferences returns the references of an activity, an object of lists of ids by framework.
func dsommReferences(n *source.Node) (list []rubric.ReferenceEntry) {
	if n == nil {
		return nil
	}
	for _, framework := range n.Fields {
		for _, id := range framework.Value.Items {
			if s := scalar(id); s != "" {
				list = append(list, rubric.ReferenceEntry{Framework: framework.Key, ID: s})
			}
		}
	}
	return list
}
