package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// document is what an attacker has: a summary/1 document, read without the library.
type document struct {
	Policy struct {
		MinGroup int `json:"min_group"`
	} `json:"policy"`
	Hierarchy *struct {
		ID     string `json:"id"`
		Parent string `json:"parent"`
	} `json:"hierarchy"`
	Raters struct {
		All number            `json:"all"`
		By  map[string]number `json:"by"`
	} `json:"raters"`
	Spectrum    []string     `json:"spectrum"`
	Strands     []strandRow  `json:"strands"`
	Domains     []domainRow  `json:"domains"`
	Reliability *reliability `json:"reliability"`
	Gaps        []gap        `json:"gaps"`
	Warnings    []warning    `json:"warnings"`
}

type row struct {
	ID         string          `json:"id"`
	All        cell            `json:"all"`
	By         map[string]cell `json:"by"`
	EqualVoice *equalVoice     `json:"equal_voice"`
}

type domainRow struct {
	row
	Competencies []row `json:"competencies"`
}

// cell is a result cell. Everything after NonAnswers ought to follow from what
// stands before it.
type cell struct {
	Hidden     bool           `json:"hidden"`
	NotAsked   bool           `json:"not_asked"`
	Rated      int            `json:"rated"`
	Counts     map[string]int `json:"counts"`
	NonAnswers map[string]int `json:"non_answers"`
	Median     []string       `json:"median"`
	AtOrAbove  map[string]int `json:"at_or_above"`
	Agreement  *float64       `json:"agreement"`
	Change     *change        `json:"change"`
}

type change struct {
	Comparable   string   `json:"comparable"`
	Reason       string   `json:"reason"`
	Note         string   `json:"note"`
	N            []int    `json:"n"`
	MedianBefore []string `json:"median_before"`

	CountsBefore     map[string]int `json:"counts_before"`
	NonAnswersBefore map[string]int `json:"non_answers_before"`
	Delta            *float64       `json:"delta"`
	Interval         []float64      `json:"interval"`
}

type gap struct {
	Competency string    `json:"competency"`
	Between    [2]string `json:"between"`
	Delta      float64   `json:"delta"`
	Interval   []float64 `json:"interval"`
	N          [2]int    `json:"n"`
}

type equalVoice struct {
	Groups int          `json:"groups"`
	Shares []stageShare `json:"shares"`
	Median []string     `json:"median"`
}

type stageShare struct {
	Stage string  `json:"stage"`
	Share float64 `json:"share"`
}

type warning struct {
	Code string `json:"code"`
	Path string `json:"path"`
	Msg  string `json:"msg"`
}

type reliability struct {
	Alpha            *float64 `json:"alpha"`
	Reason           string   `json:"reason"`
	PercentAgreement float64  `json:"percent_agreement"`
	Units            int      `json:"units"`
	Ratings          int      `json:"ratings"`
}

// number is a number of raters, or hidden.
type number struct {
	n      int
	hidden bool
}

func (n *number) UnmarshalJSON(data []byte) error {
	if bytes.HasPrefix(data, []byte("{")) {
		n.hidden = true
		return nil
	}
	return json.Unmarshal(data, &n.n)
}

func (n number) MarshalJSON() ([]byte, error) {
	if n.hidden {
		return []byte(`{"hidden":true}`), nil
	}
	return json.Marshal(n.n)
}

// nonAnswers are the codes beside the stages.
var nonAnswers = [...]string{"not-answered", "not-applicable", "dont-know", "declined"}

// parse reads a document strictly: a key that the attack does not know could tell
// something that the attack leaves out.
func parse(data []byte) (*document, error) {
	var d struct {
		document
		Format   string          `json:"format"`
		Rubric   json.RawMessage `json:"rubric"`
		Baseline json.RawMessage `json:"baseline"`
		// Of the earlier wave, whose own document the attack reads as well.
		BaselinePolicy json.RawMessage `json:"baseline_policy"`
		BaselineRaters json.RawMessage `json:"baseline_raters"`
		MinGapRaters   int             `json:"min_gap_raters"`
		Generator      string          `json:"generator"`
		Policy         struct {
			Name       string `json:"name"`
			MinGroup   int    `json:"min_group"`
			MinOutside int    `json:"min_outside"`
			RoundTo    int    `json:"round_to"`
		} `json:"policy"`
		Strands []struct {
			strandRow
			Title string `json:"title"`
		} `json:"strands"`
		Domains []struct {
			domainRow
			Code         string `json:"code"`
			Title        string `json:"title"`
			Competencies []struct {
				row
				Code  string `json:"code"`
				Title string `json:"title"`
			} `json:"competencies"`
		} `json:"domains"`
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&d); err != nil {
		return nil, fmt.Errorf("read summary: %w", err)
	}
	doc := &d.document
	doc.Policy.MinGroup = d.Policy.MinGroup
	for _, s := range d.Strands {
		doc.Strands = append(doc.Strands, s.strandRow)
	}
	for _, dom := range d.Domains {
		dr := dom.domainRow
		for _, c := range dom.Competencies {
			dr.Competencies = append(dr.Competencies, c.row)
		}
		doc.Domains = append(doc.Domains, dr)
	}
	return doc, nil
}

// groups returns the ids of the constituencies; those of the attack's rubrics sort
// as the rubric has them.
func (d *document) groups() []string { return slices.Sorted(maps.Keys(d.Raters.By)) }

// hiddenGroups returns the constituencies whose number of raters is hidden.
func (d *document) hiddenGroups() []string {
	return slices.DeleteFunc(d.groups(), func(g string) bool { return !d.Raters.By[g].hidden })
}

// codes returns every answer that a count is given for.
func (d *document) codes() []string { return append(slices.Clone(d.Spectrum), nonAnswers[:]...) }

// count returns how many gave an answer.
func (c cell) count(code string) int {
	if n, ok := c.Counts[code]; ok {
		return n
	}
	return c.NonAnswers[code]
}

// rows yields the rows of the document, a domain before its competencies.
func (d *document) rows() []row {
	var rows []row
	for _, dom := range d.Domains {
		rows = append(rows, dom.row)
		rows = append(rows, dom.Competencies...)
	}
	return rows
}

// hiddenShare returns how many cells of everyone, and of the groups that have raters,
// are hidden, and of how many. The sizes come from elsewhere, since a document that
// hides everything does not tell who is empty.
func (d *document) hiddenShare(sizes map[string]int) share {
	var s share
	for _, r := range d.rows() {
		s.cells++
		if r.All.Hidden {
			s.hidden++
		}
		for g, c := range r.By {
			if sizes[g] == 0 || c.NotAsked {
				continue
			}
			s.cells++
			if c.Hidden {
				s.hidden++
			}
		}
	}
	return s
}
