package assess

import (
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/waymark-go/waymark/assess/internal/record"
	"github.com/waymark-go/waymark/assess/internal/sheet"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// CSVOptions says what [CSV] cannot know from the sheet. The zero value, or nil,
// is a good start: what it does not cover is reported, never guessed.
type CSVOptions struct {
	// Translations are the rubric in other languages ([rubric.Rubric.Localize]),
	// whose titles of competencies, stages and constituencies count too.
	Translations []*rubric.Rubric

	// Columns says what headers mean, over [DefaultColumns]: one of the meanings
	// there, the id of a competency, or ID.note or ID.evidence for what goes with
	// its rating; ratings.ID is a competency whatever its id is. With "" a default is
	// switched off. A header that is one of these to the letter has its meaning; of
	// any other, letter case, accents and punctuation make no difference, so that it
	// can mean several.
	Columns map[string]string
	// Ignore are the headers of columns to pass over, "" for those without one.
	Ignore []string

	// Words says what words in cells mean, over [DefaultWords]: one of the
	// meanings there or the id of a stage or constituency. With "" a default is
	// switched off.
	Words map[string]string
	// Ranks accepts the rank of a stage in its place, 1 for the lowest.
	Ranks bool

	// DateLayout is how dates and timestamps are written, as for [time.Parse];
	// the time of day may be left out of it. Days such as 2026-10-01 and
	// 2026/10/1 are read without.
	DateLayout string

	// Constituency (an id), Organization, Date (YYYY-MM-DD) and Language hold for
	// all rows of a sheet that has no such column.
	Constituency, Organization, Date, Language string
	// IDPrefix is put before the number of the row, as spreadsheets number it, to
	// make the ids of a sheet that has none; default "row-". Give each sheet one
	// of its own.
	IDPrefix string

	// Encoding is how the file is encoded: utf-8, utf-16, utf-16le, utf-16be, windows-1252,
	// iso-8859-1 or macintosh. "" means UTF-8, or what a byte order mark says, or one of the
	// others if the file is clearly in it, which is reported.
	Encoding string

	// Mapping says what the columns and rows of the sheet are. The other options count
	// before it.
	Mapping *Mapping

	// Delimiter separates cells, a tab or a visible ASCII character other than the
	// quotation mark; 0 means that it is found out.
	Delimiter rune
}

// CSV reads responses to a rubric from a spreadsheet as people and form tools
// save them: comma, semicolon, tab or pipe between cells, with or without a byte
// order mark, any line ends, quotation marks as in RFC 4180.
//
// A wide sheet has a row for each response and a column for each competency. A
// long sheet has a row for each rating, with columns for the response's id, the
// competency and the rating; the rows of a response stand together and are read,
// refused and counted as one.
//
// The headers are the one of the first ten rows, blank ones aside, that names the
// most; titles above it are passed over, and a header that is missing in it is
// taken from above, where it is when cells were merged. A competency goes by its
// id, code or title. Letter case, accents, punctuation, a number in front and the
// question of a grid around it make no difference ("Q7: Please rate: [Language
// access]"). Other columns have the meanings of [DefaultColumns] and of
// [CSVOptions].Columns. A header such as "Language access - note" names the notes
// or evidence on a rating; evidence has a piece on each line.
//
// A header that means nothing, two things or the same as another refuses the
// whole sheet, since a mistyped header would otherwise lose a competency in
// silence. Columns of no interest go into [CSVOptions].Ignore.
//
// A rating is the id or title of a stage, alone or with what the rubric says of it
// ("3 - Maturing", "Maturing: Involved, engaged"), or a word of [DefaultWords] for
// a non-answer; an empty cell is not answered. A number alone is no stage unless
// [CSVOptions].Ranks is set. A date is a day that starts with the year. A
// timestamp, which form tools add unasked, gives the date where there is no date
// column and is passed over when it does not start with the year; no time zone is
// taken into account.
//
// For every row it yields either a response or a [problem.List] with lines and
// columns, in which the path is the column's header, and goes on. Blank rows are
// passed over. Rows of totals, repeated headers and rows with more cells than
// columns are refused; so are rows with fewer, unless only notes are missing,
// because they may have been cut off. A row whose quotation marks do not match is
// refused and the next line is read as a row. What a refused sheet says of its
// rows, [Refused] tells. Any other error is the reader's own, or a mistake in the
// options, and the last thing that is yielded.
//
// The limit on bytes is for a row, and in a long sheet for all rows of a response
// together. A sheet has at most 4096 columns, a long sheet at most 1,048,576 responses.
// opt may be nil.
func CSV(r *rubric.Rubric, name string, in io.Reader, opt *ReadOptions) iter.Seq2[*Response, error] {
	return responses(r, csvRecords(r, name, in, opt.csv(), opt.limits(), opt.report()))
}

func csvRecords(r *rubric.Rubric, name string, in io.Reader, opt *CSVOptions, lim source.Limits, report *Report) records {
	return func(yield func(*record.Record, error) bool) {
		s, err := openSheet(r, name, in, opt, lim)
		if err != nil {
			yield(nil, fmt.Errorf("read %s: %w", name, err))
			return
		}
		sheetRecords(s, name, report)(yield)
	}
}

func openSheet(r *rubric.Rubric, name string, in io.Reader, opt *CSVOptions, lim source.Limits) (*sheet.Sheet, error) {
	s, err := sheet.Open(r, name, in, opt.sheet(), lim.Bytes)
	if err != nil {
		return nil, fmt.Errorf("CSVOptions.%w", err)
	}
	return s, nil
}

// sheet returns the options as package sheet knows them.
func (o *CSVOptions) sheet() sheet.Options {
	if o == nil {
		return sheet.Options{}
	}
	all := sheet.Options{
		Translations: o.Translations, Columns: o.Columns, Ignore: o.Ignore, Words: o.Words, Ranks: o.Ranks, DateLayout: o.DateLayout,
		Constituency: o.Constituency, Organization: o.Organization, Date: o.Date, Language: o.Language, IDPrefix: o.IDPrefix,
		Delimiter: o.Delimiter, Encoding: o.Encoding,
	}
	if o.Mapping != nil {
		o.Mapping.addTo(&all)
	}
	return all
}

// sheetRecords yields the records of a sheet and adds its notices to a report, if there is
// one.
func sheetRecords(s *sheet.Sheet, name string, report *Report) records {
	return func(yield func(*record.Record, error) bool) {
		if report != nil {
			defer func() { report.add(s.Notices()) }()
		}
		more := s.Read(func(rec *record.Record, problems problem.List) bool { return yield(rec, problems.Err()) })
		if err := s.Err(); more && err != nil {
			yield(nil, fmt.Errorf("read %s: %w", name, err))
		}
	}
}

// Refused returns how many records an error stands for that a reader of responses
// has yielded: 1 for a line, an element or a row, all rows for a sheet whose
// headers are refused, none for an error of the reader's own. The responses and
// these numbers add up to what is in the input.
func Refused(err error) int {
	if n, ok := errors.AsType[record.NotRead](err); ok {
		return int(n)
	}
	if _, ok := problem.Of(err); ok {
		return 1
	}
	return 0
}

// DefaultColumns returns what the headers of a spreadsheet mean that are not of
// the rubric, in English and Spanish and as form tools write them. The meanings
// are rubric (the edition, which has to be the one that is read), id,
// organization, constituency, date, timestamp, language and ignore, and for long
// sheets competency, rating, note and evidence. Letter case, accents,
// punctuation and a number in front make no difference. Each call returns a new
// map.
//
// The columns to ignore are those that form tools add unasked. Most of them hold
// names, addresses and places, which no rating needs.
func DefaultColumns() map[string]string { return sheet.DefaultColumns() }

// DefaultWords returns what the words in the cells of a spreadsheet mean that are
// neither ids nor titles of the rubric, in English and Spanish: a non-answer
// (not-answered, not-applicable, dont-know, declined), a language tag, or
// totals-row for what the first cell of a row of totals says. Letter case,
// accents and punctuation make no difference. Each call returns a new map.
//
// An empty cell is always not-answered. R writes NA into cells that are empty;
// where that is meant, set Words["NA"] = "not-answered" in the [CSVOptions].
func DefaultWords() map[string]string { return sheet.DefaultWords() }
