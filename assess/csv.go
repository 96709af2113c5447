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

// CSVOptions describes what [CSV] cannot know from the sheet. The zero value, or nil, is
// a good start: whatever it does not cover is reported and never guessed.
type CSVOptions struct {
	// Translations are the rubric in other languages ([rubric.Rubric.Localize]). Their
	// titles of competencies, stages, constituencies, background questions and their options
	// are recognized too.
	Translations []*rubric.Rubric

	// Columns gives the meaning of headers, over [DefaultColumns]: one of the meanings
	// there, the id of a competency, or ID.note or ID.evidence for the remarks on its
	// rating. ratings.ID is a competency whatever its id is, background.ID a background
	// question. The meaning "" removes a default. A header that is literally one of the keys has its meaning. Otherwise
	// letter case, accents and punctuation make no difference, so that a header can have
	// several meanings.
	Columns map[string]string
	// Ignore has the headers of columns to skip, "" for those without a header.
	Ignore []string

	// Words gives the meaning of words in cells, over [DefaultWords]: one of the meanings
	// there or the id of a stage, a constituency or an option of a background question. The
	// meaning "" removes a default.
	Words map[string]string
	// Ranks accepts the rank of a stage as a rating, 1 for the lowest.
	Ranks bool

	// DateLayout is the layout of dates and timestamps, such as DD/MM/YYYY, or as for [time.Parse]. It may leave
	// out the time of day. Days such as 2026-10-01 and 2026/10/1 need no layout.
	DateLayout string

	// Constituency (an id), Organization, Date (YYYY-MM-DD) and Language are those of all
	// rows of a sheet without such a column.
	Constituency, Organization, Date, Language string
	// IDPrefix and the number of the row, as spreadsheets count rows, make the ids of a
	// sheet without an id column; default "row-". Use another prefix for each sheet.
	IDPrefix string

	// Encoding is how the file is encoded: utf-8, utf-16, utf-16le, utf-16be, windows-1252,
	// iso-8859-1 or macintosh. "" means UTF-8, or what a byte order mark says, or one of the
	// others if the file is clearly in it, which is reported.
	Encoding string

	// Mapping says what the columns and rows of the sheet are. The other options count
	// before it. It must be for the edition of the responses.
	Mapping *Mapping

	// Delimiter separates cells: a tab or a visible ASCII character other than the
	// quotation mark. 0 means that it is detected.
	Delimiter rune
}

// CSV reads responses to a rubric from a spreadsheet as people and form tools save them:
// comma, semicolon, tab or pipe between cells, with or without a byte order mark, any
// line ends, quotation marks as in RFC 4180. opt may be nil.
//
// A wide sheet has a row for each response and a column for each competency. A long sheet
// has a row for each rating, with columns for the id of the response, the competency and
// the rating. The rows of a response must be consecutive; they are read, refused and
// counted as one. A sheet cannot say that a response is a draft: every row is a finished
// response.
//
// The header row is the one among the first thirty non-blank rows that matches the most
// columns. Titles above it are skipped. If it has no header for a column, the header is
// taken from above, where it is if cells were merged. A competency is recognized by its
// id, code or title. Letter case, accents, punctuation, a number at the front and the
// question of a grid make no difference ("Q7: Please rate: [Language access]"). Other
// columns have the meanings of [DefaultColumns] and of [CSVOptions].Columns. A header
// such as "Language access - note" is the note or evidence on a rating; evidence has one
// piece a line.
//
// A header that resembles a competency or a domain without naming it refuses the entire
// sheet, because a mistyped header would otherwise lose a competency silently. So does a
// header with two meanings, and one without a meaning over cells that are stages. A column
// whose header resembles nothing is ignored, which [ReadOptions].Report shows. Two columns
// with one meaning are read together if no row of the first ones has both, as in forms with
// a section for each group; otherwise they refuse the sheet. So are columns for the choices
// of a question, such as "Language access >> Maturing", if their cells name the choice. If no
// header is that of the constituency, the only column that asks people who they are and
// whose cells are mostly constituencies is read as it, which the report shows. [CSVOptions]
// and a [Mapping] say what columns are, and [ProposeMapping] proposes a mapping.
//
// A rating is the id or title of a stage, alone or with what the rubric says about the
// stage ("3 - Maturing", "Maturing: Involved, engaged"), or a word of [DefaultWords] for
// a non-answer. An empty cell is not answered. A number alone is not a stage unless
// [CSVOptions].Ranks is set. A date is a day that starts with the year, has the name of its
// month, or has a number above 12 that cannot be the month. A timestamp, which form tools
// add by themselves, gives the date if there is no date column. Time zones are ignored. The
// answer to a background question is the id or title of an option, in a column with the id
// or title of the question; spreadsheet programs turn an id such as 6-8 into a date, so
// titles are safer. A date, language, organization or answer to a background question that
// cannot be read never refuses a response: it is left out, which the report shows.
//
// The tools that package documentation lists are recognized by their headers. Rows that
// they mark as a preview, a test, spam, unfinished or rejected are not counted; the report
// shows how many for each reason.
//
// For every row CSV yields either a response or a [problem.List] with lines and columns,
// whose path is the header of the column, and goes on. It skips blank rows. It refuses
// rows of totals, repeated headers, all rows after a row with other headers, and rows with
// more cells than columns. It also refuses
// rows with fewer cells, unless only notes are missing, because they may have been
// truncated. A row whose quotation marks do not match is refused, and the next line is
// read as a row. [Refused] returns the number of rows of a refused sheet. Any other error
// is the reader's own, or a mistake in the options, and the last result.
//
// The limit on bytes applies to a row, and in a long sheet to all rows of a response
// together. A sheet has at most 4096 columns, a long sheet at most 1,048,576 responses.
func CSV(r *rubric.Rubric, name string, in io.Reader, opt *ReadOptions) iter.Seq2[*Response, error] {
	if err := checkReader("assess.CSV", r, in, opt); err != nil {
		return failed(err)
	}
	return responses(r, limited(name, csvRecords(r, name, newLimitedReader(in, opt), opt.csv(), opt.limits(), opt.report()), opt))
}

func csvRecords(r *rubric.Rubric, name string, in io.Reader, opt *CSVOptions, lim source.Limits, report *Report) records {
	return func(yield func(*record.Record, error) bool) {
		s, err := openSheet(r, name, in, opt, lim)
		if err != nil {
			yield(nil, fmt.Errorf("read %s: %w", problem.FileName(name), err))
			return
		}
		sheetRecords(s, name, report)(yield)
	}
}

func openSheet(r *rubric.Rubric, name string, in io.Reader, opt *CSVOptions, lim source.Limits) (*sheet.Sheet, error) {
	if opt != nil {
		if err := opt.Mapping.checkFor(r); err != nil {
			return nil, err
		}
	}
	return sheet.Open(r, name, in, opt.sheet(), lim.Bytes)
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
			yield(nil, fmt.Errorf("read %s: %w", problem.FileName(name), err))
		}
	}
}

// Refused returns the number of records that an error from a reader of responses stands
// for: 1 for a line, an element or a row, all rows for a sheet whose headers are refused,
// 0 for an error of the reader itself. The responses and these numbers add up to the
// records of the input.
func Refused(err error) int {
	var n record.NotRead
	if errors.As(err, &n) {
		return int(n)
	}
	if _, ok := problem.Of(err); ok {
		return 1
	}
	return 0
}

// DefaultColumns returns the meanings of headers that are not in the rubric, in English
// and Spanish and as form tools write them. The meanings are rubric (the edition, which
// must be the one that is read), id, organization, constituency, date, timestamp,
// language, person (who answered, which is only compared) and ignore, and for long sheets
// competency, rating, note and evidence. Letter
// case, accents, punctuation and a number at the front make no difference. Each call
// returns a new map.
//
// The columns to ignore are those that form tools add by themselves. Most of them have
// names, addresses and places, which no rating needs.
func DefaultColumns() map[string]string { return sheet.DefaultColumns() }

// DefaultWords returns the meanings of words in cells that are neither ids nor titles of
// the rubric, in English and Spanish: a non-answer (not-answered, not-applicable,
// dont-know, declined), a language tag, or totals-row for the first cell of a row of
// totals. Letter case, accents and punctuation make no difference. Each call returns a
// new map.
//
// An empty cell is always not-answered. R writes NA into cells that are empty, without
// quotation marks between texts that have them: such cells are not answered. Any other NA is
// not-applicable, which is reported; Words["NA"] in the [CSVOptions] settles it.
func DefaultWords() map[string]string { return sheet.DefaultWords() }
