package survey

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/server/store"
)

// Consensus returns what the team of a school, or of all for "", has agreed on, and the version
// of it: 0 if there is nothing yet.
func (s *Survey) Consensus(ctx context.Context, st *store.Store, school string) (doc assess.ConsensusDocument, version int, err error) {
	data, version, err := st.Consensus(ctx, s.ID, school)
	if errors.Is(err, store.ErrNotFound) {
		return assess.ConsensusDocument{
			Format: assess.ConsensusFormat, Rubric: s.rubric.Ref().String(), ID: "consensus-" + s.ID + "-" + school,
			Organization: s.NodeTitle(school), Agreements: map[string]assess.ConsensusEntry{},
		}, 0, nil
	}
	if err != nil {
		return doc, 0, err
	}
	return doc, version, json.Unmarshal(data, &doc)
}

// SetConsensus replaces a version of what a team has agreed on. The error is a problem.List if
// the document is not valid.
func (s *Survey) SetConsensus(ctx context.Context, st *store.Store, school string, doc assess.ConsensusDocument, version int) error {
	data, err := json.Marshal(doc)
	if err != nil {
		return err
	}
	k, err := assess.LoadConsensus(s.rubric, "consensus.json", data, nil)
	if err != nil {
		return err
	}
	if data, err = json.Marshal(k); err != nil {
		return err
	}
	return st.SetConsensus(ctx, s.ID, school, data, version)
}
