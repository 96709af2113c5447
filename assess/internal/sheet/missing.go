package sheet

import "github.com/waymark-go/waymark/assess/internal/record"

// missingNA decides what NA means in a sheet. R writes NA for a missing value, without
// quotation marks, between texts that have them. In such a sheet NA is not answered;
// elsewhere it is not applicable, and every such cell is reported.
func (s *Sheet) missingNA(head []headRow, quoted bool) {
	if _, given := s.opt.Words["NA"]; given {
		return
	}
	key := wordKey("NA")
	w, known := s.words.known[key]
	if !known || !w.rated || w.rating != record.NotApplicable {
		return
	}
	if quoted {
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
