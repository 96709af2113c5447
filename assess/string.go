package assess

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/waymark-go/waymark/internal/source"
)

// String returns the id of the response and the edition, such as "r-0001 to cei@2023.2".
func (p *Response) String() string { return p.id + " to " + p.rubric.Ref().String() }

// String returns the id of the document and the edition.
func (d ResponseDocument) String() string { return d.ID + " to " + d.Rubric }

// String returns the edition, the number of raters and the policy, such as "cei@2023.2: 225
// raters, public".
func (p *Published) String() string {
	return fmt.Sprintf("%s: %s raters, %s", p.Rubric().Ref(), p.Raters(AllRaters), p.policy.Name)
}

// String returns the edition and the number of raters, such as "cei@2023.2: 225 raters, not
// published".
func (s *Summary) String() string {
	return fmt.Sprintf("%s: %s raters, not published", s.Rubric().Ref(), s.Raters(AllRaters))
}

// String returns the edition, the number of raters and the policy.
func (d SummaryDocument) String() string {
	return fmt.Sprintf("%s: %s raters, %s", d.Rubric, d.Raters.All, d.Policy.Name)
}

// String returns the earlier and the later wave.
func (p *Progress) String() string { return "from " + p.baseline.String() + " to " + p.after.String() }

// String returns the edition, the number of raters and the policy.
func (b Baseline) String() string {
	if b.rubric == nil {
		return ""
	}
	return fmt.Sprintf("%s: %s raters, %s", b.rubric.Ref(), b.Raters(AllRaters), b.policy.Name)
}

// String returns the edition and the number of pairs, such as "cei@2023.2: 40 pairs".
func (p *PublishedPairs) String() string {
	return fmt.Sprintf("%s: %s pairs", p.after.Rubric().Ref(), p.Pairs(AllRaters))
}

// String returns the number, or "hidden".
func (r RaterCount) String() string {
	if r.Hidden {
		return "hidden"
	}
	return strconv.FormatUint(r.N, 10)
}

// String returns the id of the consensus and the edition.
func (k *Consensus) String() string { return k.doc.String() }

// String returns the id of the document and the edition.
func (d ConsensusDocument) String() string { return d.ID + " on " + d.Rubric }

// String returns the edition and the number of comments, without their texts.
func (k *Comments) String() string { return k.doc.String() }

// String returns the edition and the number of comments, without their texts.
func (d CommentsDocument) String() string {
	return fmt.Sprintf("%d comments on %s", len(d.Comments), d.Rubric)
}

// String returns the number of comments, without their texts.
func (c *CommentCollector) String() string { return fmt.Sprintf("%d comments", c.Len()) }

// String returns the edition and the numbers of responses and refused records.
func (c *Collection) String() string {
	if c.rubric == nil {
		return ""
	}
	return fmt.Sprintf("%s: %d responses, %d refused", c.rubric.Ref(), c.Responses, c.Refused)
}

// String returns the edition, the number of nodes and the policy, such as "cei@2023.2: 40
// nodes, public".
func (h *Hierarchy) String() string {
	if h.rubric == nil {
		return ""
	}
	return fmt.Sprintf("%s: %d nodes, %s", h.rubric.Ref(), len(h.nodes), h.policy.Name)
}

// String returns the options, but of an earlier publication only that there is one.
func (o HierarchyOptions) String() string {
	s := fmt.Sprintf("merged %q", o.Merged)
	if o.Summary != nil {
		s += fmt.Sprintf(", summary %+v", *o.Summary)
	}
	if o.Earlier != nil {
		s += ", published before"
	}
	return s
}

// String returns what [MappingDocument.String] does.
func (m *Mapping) String() string { return m.doc.String() }

// String returns the edition and the numbers of columns, words and rules for rows to skip,
// such as "cei@2023.2: 5 columns, 2 words, 0 to skip".
func (d MappingDocument) String() string {
	return fmt.Sprintf("%s: %d columns, %d words, %d to skip", d.Rubric, len(d.Columns), len(d.Words), len(d.Skip))
}

// String returns the edition and the numbers of columns and problems, such as "cei@2023.2:
// 36 columns, 0 problems".
func (p *Proposal) String() string {
	return fmt.Sprintf("%s: %d columns, %d problems", p.rubric, len(p.Columns), len(p.Problems))
}

// String returns the edition and the number of raters.
func (t *Tally) String() string {
	var n uint64
	for _, g := range t.Groups {
		if g != nil {
			n += g.Raters
		}
	}
	return fmt.Sprintf("%s: %d raters", t.Rubric, n)
}

// String returns the edition and the number of pairs.
func (t *PairTally) String() string {
	var n uint64
	for _, g := range t.Groups {
		if g != nil {
			n += g.Pairs
		}
	}
	return fmt.Sprintf("%s: %d pairs", t.Rubric, n)
}

// String returns the number of pairs and of competencies.
func (g PairGroup) String() string {
	return fmt.Sprintf("%d pairs, %d competencies", g.Pairs, len(g.Competencies))
}

// String returns the domains with their stages, such as "culture [developing, maturing]".
func (p ResponseProfile) String() string {
	parts := make([]string, len(p.Domains))
	for i, d := range p.Domains {
		parts[i] = d.String()
	}
	return strings.Join(parts, "; ")
}

// String returns the id of the domain and the counts of the stages.
func (d DomainProfile) String() string {
	if d.Domain == nil {
		return ""
	}
	return d.Domain.ID() + " [" + d.Stages.String() + "]"
}

// String returns the ids of the competency and of the constituencies, and the delta.
func (g ConstituencyGap) String() string {
	id := ""
	if g.Competency != nil {
		id = g.Competency.ID()
	}
	return fmt.Sprintf("%s: %s against %s, delta %.4f", id, g.Between[0].ID, g.Between[1].ID, g.Delta)
}

// String returns the name.
func (in ResponseInput) String() string { return in.Name }

// String returns the numbers in the options.
func (o CollectOptions) String() string {
	return fmt.Sprintf("limits %+v, %d groups, %d problems, %d ids, %d workers", o.Limits, o.MaxGroups, o.MaxProblems, o.CompareIDs, o.Workers)
}

// String returns the limits and, if there are any, the options for spreadsheets.
func (o ReadOptions) String() string {
	if o.CSV == nil {
		return fmt.Sprintf("limits %+v", o.Limits)
	}
	return fmt.Sprintf("limits %+v, CSV %+v", o.Limits, *o.CSV)
}

// String returns the id and the title.
func (d DomainResult) String() string { return d.ID + " " + d.Title }

// String returns the id and the title.
func (s StrandResult) String() string { return s.ID + " " + s.Title }

// String returns the id and the title.
func (c CompetencyResult) String() string { return c.ID + " " + c.Title }

// String returns the entry as JSON.
func (c CellEntry) String() string { return asJSON(c) }

// String returns the entry as JSON.
func (c ChangeEntry) String() string { return asJSON(c) }

// String returns the entry as JSON.
func (g GapEntry) String() string { return asJSON(g) }

// String returns the entry as JSON.
func (r ReliabilityEntry) String() string { return asJSON(r) }

func asJSON(v any) string {
	data, err := source.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(data)
}

// String returns the level, how many of its competencies are in place, are not, are not rated and
// are hidden, any that are not asked, and the state, such as "1:5/0/0/0 reached".
func (r LevelResult) String() string {
	notAsked := ""
	if r.NotAsked > 0 {
		notAsked = fmt.Sprintf(" (%d not asked)", r.NotAsked)
	}
	return fmt.Sprintf("%d:%d/%d/%d/%d%s %s", r.Level, r.Met, r.Below, r.Unrated, r.Hidden, notAsked, r.State)
}
