package survey

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/server/store"
)

// Consensus returns what the team of a school, or of all for "", has agreed on, with texts of a
// language, and the version of it: 0 if there is nothing yet.
func (s *Survey) Consensus(ctx context.Context, st *store.Store, school, language string) (k *assess.Consensus, version int, err error) {
	data, version, err := st.Document(ctx, s.ID, school, store.Consensus)
	if errors.Is(err, store.ErrNotFound) {
		k, err = assess.NewConsensus(s.Rubric(language), assess.ConsensusDocument{
			ID: "consensus-" + s.ID + "-" + school, Organization: s.NodeTitle(school),
		})
		return k, 0, err
	}
	if err != nil {
		return nil, 0, err
	}
	k, err = assess.LoadConsensus(s.Rubric(language), "consensus.json", data, nil)
	return k, version, err
}

// SetConsensus replaces a version of what a team has agreed on. The error is a problem.List if
// the document is not valid.
func (s *Survey) SetConsensus(ctx context.Context, st *store.Store, school string, doc assess.ConsensusDocument, version int) error {
	k, err := assess.NewConsensus(s.rubric, doc)
	if err != nil {
		return err
	}
	data, err := json.Marshal(k)
	if err != nil {
		return err
	}
	return st.SetDocument(ctx, s.ID, school, store.Consensus, data, version)
}
