package assess

import (
	"encoding/json"
	"fmt"

	"github.com/waymark-go/waymark/assess/internal/sheet"
	"github.com/waymark-go/waymark/rubric/problem"
)

// Report is what a reader of spreadsheets did that no response and no problem shows: what
// it ignored, left out, decoded or did not count. The zero value is ready to use. It is for
// one reader at a time.
//
// The responses, the refused rows ([Refused]) and the rows that are not counted add up to
// the rows of the sheet that have answers.
type Report struct {
	// NotCounted is how many rows are not counted: those that the form tool marks as a
	// preview, as spam, as unfinished or as rejected, and answers of a person who answered
	// again.
	NotCounted uint64
	// Notices are in the order of the inputs, one for each kind and column.
	Notices []Notice
}

// Notice is something that a reader did without refusing anything. The position is the
// first one in the file, the path is the header of the column.
type Notice struct {
	problem.Problem
	Count      uint64 // cells or rows; 0 if the notice is about a column or a file
	NotCounted bool   // it is about rows that are not counted, Count of them
	Reason     string // why they are not counted, such as preview; "" otherwise
}

// noticeEntry is how a Notice is written. [problem.Problem] has its own form, without the
// other fields.
type noticeEntry struct {
	Problem    problem.Problem `json:"problem"`
	Count      uint64          `json:"count,omitzero"`
	NotCounted bool            `json:"not_counted,omitzero"`
	Reason     string          `json:"reason,omitzero"`
}

// MarshalJSON writes the notice as an object with the keys problem, count, not_counted and
// reason. The last three are absent if they are zero.
func (n Notice) MarshalJSON() ([]byte, error) {
	return json.Marshal(noticeEntry{n.Problem, n.Count, n.NotCounted, n.Reason})
}

// UnmarshalJSON reads what [Notice.MarshalJSON] writes.
func (n *Notice) UnmarshalJSON(data []byte) error {
	var e noticeEntry
	if err := json.Unmarshal(data, &e); err != nil {
		return fmt.Errorf("read notice: %w", err)
	}
	*n = Notice{e.Problem, e.Count, e.NotCounted, e.Reason}
	return nil
}

func (r *Report) add(n sheet.Notices) {
	r.NotCounted += n.NotCounted()
	for _, notice := range n.List() {
		r.Notices = append(r.Notices, Notice(notice))
	}
}
