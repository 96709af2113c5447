package sheet

import (
	"strings"

	"github.com/waymark-go/waymark/assess/internal/record"
)

// missingNA decides what NA means in a sheet. R writes NA for a missing value, without
// quotation marks, between texts that have them. In such a sheet NA is not answered;
// elsewhere it is not applicable, and every such cell is reported.
func (s *Sheet) missingNA(bare bool) {
	if _, given := s.opt.Words["NA"]; given {
		return
	}
	key := wordKey("NA")
	w, known := s.words.known[key]
	if !known || !w.rated || w.rating != record.NotApplicable {
		return
	}
	if bare {
		w.rating = record.NotAnswered
	}
	w.ambiguous = true
	s.words.known[key] = w
	clear(s.words.seen)
	for k := range s.layout.columns {
		if own := s.layout.columns[k].words; own != nil {
			if old := own.known[key]; old.rated && old.rating == record.NotApplicable {
				own.known[key] = w
				clear(own.seen)
			}
		}
	}
}

// isBareNA reports whether the rows after the header row have NA without quotation marks
// and all other texts with them.
func isBareNA(head []headRow, header int) bool {
	found := false
	for _, r := range head {
		if r.number <= header {
			continue
		}
		for k, text := range r.texts {
			switch {
			case text == "NA" && !r.quoted[k]:
				found = true
			case strings.Trim(text, "0123456789.,-+:eE /TZ") != "" && !r.quoted[k]:
				return false
			}
		}
	}
	return found
}
