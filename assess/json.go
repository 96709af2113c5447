package assess

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/waymark-go/waymark/internal/source"
)

// Values that a reader checks against a rubric cannot be read by encoding/json, which
// knows no rubric. Their methods return errors that name the function to call.

// UnmarshalJSON always returns an error: [LoadResponse] reads responses.
func (p *Response) UnmarshalJSON([]byte) error {
	return errors.New("a response cannot be unmarshaled; read it with assess.LoadResponse")
}

// UnmarshalJSON always returns an error: [LoadPublished] reads summaries.
func (p *Published) UnmarshalJSON([]byte) error {
	return errors.New("a published summary cannot be unmarshaled; read it with assess.LoadPublished")
}

// UnmarshalJSON always returns an error: [LoadProgress] reads progress documents.
func (p *Progress) UnmarshalJSON([]byte) error {
	return errors.New("a progress document cannot be unmarshaled; read it with assess.LoadProgress")
}

// UnmarshalJSON always returns an error: [LoadConsensus] reads consensus documents.
func (k *Consensus) UnmarshalJSON([]byte) error {
	return errors.New("a consensus cannot be unmarshaled; read it with assess.LoadConsensus")
}

// MarshalJSON always returns an error: a summary shows everything. Publish it first.
func (s *Summary) MarshalJSON() ([]byte, error) {
	return nil, errors.New("a summary cannot be marshaled, because it shows everything; call Summary.Publish")
}

// UnmarshalJSON always returns an error: [Tally.Summarize] makes summaries.
func (s *Summary) UnmarshalJSON([]byte) error {
	return errors.New("a summary cannot be unmarshaled; call Tally.Summarize")
}

// MarshalJSON always returns an error: write the tallies of the collection.
func (c *Collection) MarshalJSON() ([]byte, error) {
	return nil, errors.New("a collection cannot be marshaled; call Collection.UnprotectedTallies and write the tallies")
}

// UnmarshalJSON always returns an error: [Collect] makes collections.
func (c *Collection) UnmarshalJSON([]byte) error {
	return errors.New("a collection cannot be unmarshaled; call assess.Collect")
}

// MarshalJSON always returns an error: write the summaries that [Hierarchy.All] yields.
func (h *Hierarchy) MarshalJSON() ([]byte, error) {
	return nil, errors.New("a hierarchy cannot be marshaled; call Hierarchy.All and write the published summaries")
}

// UnmarshalJSON always returns an error: [PublishHierarchy] makes hierarchies.
func (h *Hierarchy) UnmarshalJSON([]byte) error {
	return errors.New("a hierarchy cannot be unmarshaled; call assess.PublishHierarchy")
}

// UnmarshalJSON always returns an error: [LoadMapping] reads mappings.
func (m *Mapping) UnmarshalJSON([]byte) error {
	return errors.New("a mapping cannot be unmarshaled; read it with assess.LoadMapping")
}

// MarshalJSON always returns an error: [Proposal.WriteYAML] writes proposals.
func (p *Proposal) MarshalJSON() ([]byte, error) {
	return nil, errors.New("a proposal cannot be marshaled; write it with Proposal.WriteYAML")
}

// UnmarshalJSON always returns an error: [ProposeMapping] makes proposals.
func (p *Proposal) UnmarshalJSON([]byte) error {
	return errors.New("a proposal cannot be unmarshaled; call assess.ProposeMapping")
}

// MarshalJSON always returns an error: write what [PublishedPairs.Transitions] returns.
func (p *PublishedPairs) MarshalJSON() ([]byte, error) {
	return nil, errors.New("published pairs cannot be marshaled; call PublishedPairs.Transitions and write the results")
}

// UnmarshalJSON always returns an error: [PairTally.Publish] makes published pairs.
func (p *PublishedPairs) UnmarshalJSON([]byte) error {
	return errors.New("published pairs cannot be unmarshaled; call PairTally.Publish")
}

// MarshalJSON always returns an error: a baseline is a part of a progress document.
func (b Baseline) MarshalJSON() ([]byte, error) {
	return nil, errors.New("a baseline cannot be marshaled; call Progress.MarshalJSON")
}

// UnmarshalJSON always returns an error: [LoadProgress] reads baselines.
func (b *Baseline) UnmarshalJSON([]byte) error {
	return errors.New("a baseline cannot be unmarshaled; read the progress document with assess.LoadProgress")
}

// MarshalJSON always returns an error: functions cannot be written.
func (o CollectOptions) MarshalJSON() ([]byte, error) {
	return nil, errors.New("the options of Collect have functions, which cannot be marshaled; write CollectOptions.Limits and the other fields that you need")
}

// MarshalJSON always returns an error: a function cannot be written.
func (in ResponseInput) MarshalJSON() ([]byte, error) {
	return nil, errors.New("an input has a function, which cannot be marshaled; write ResponseInput.Name and call FileInput")
}

// UnmarshalJSON reads what [RatingEntry.MarshalJSON] writes. Unlike [LoadResponse] it
// accepts unknown keys.
func (e *RatingEntry) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		*e = RatingEntry{}
		return json.Unmarshal(data, &e.Stage)
	}
	type plain RatingEntry
	return json.Unmarshal(data, (*plain)(e))
}

// UnmarshalJSON reads what [CountEntry.MarshalJSON] writes.
func (c *CountEntry) UnmarshalJSON(data []byte) error {
	*c = CountEntry{}
	if isHidden(data) {
		c.Hidden = true
		return nil
	}
	return json.Unmarshal(data, &c.N)
}

// UnmarshalJSON reads what [CellEntry.MarshalJSON] writes. Unlike [LoadPublished] it
// accepts unknown keys.
func (c *CellEntry) UnmarshalJSON(data []byte) error {
	*c = CellEntry{}
	if isHidden(data) {
		c.Hidden = true
		return nil
	}
	type plain CellEntry
	return json.Unmarshal(data, (*plain)(c))
}

// isHidden reports whether a value is {"hidden":true}.
func isHidden(data []byte) bool {
	var h hiddenEntry
	return bytes.HasPrefix(data, []byte{'{'}) && json.Unmarshal(data, &h) == nil && h.Hidden
}

// UnmarshalJSON reads what [StageCounts.MarshalJSON] writes, in the order of the keys. It
// sets s to nil if there are none.
func (s *StageCounts) UnmarshalJSON(data []byte) error {
	var counts StageCounts
	dec := json.NewDecoder(bytes.NewReader(data))
	switch open, err := dec.Token(); {
	case err != nil:
		return fmt.Errorf("read stage counts: %w", err)
	case open == nil: // null, which changes nothing
		return nil
	case open != json.Delim('{'):
		return fmt.Errorf("read stage counts: found %s, expected an object", source.Quote(string(data)))
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return fmt.Errorf("read stage counts: %w", err)
		}
		var c StageCount
		c.Stage, _ = key.(string)
		if err := dec.Decode(&c.N); err != nil {
			return fmt.Errorf("read stage counts: %w", err)
		}
		counts = append(counts, c)
	}
	*s = counts
	return nil
}
