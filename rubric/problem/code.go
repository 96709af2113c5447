package problem

// Code names a kind of problem. Codes are stable: programs may compare them and
// translate messages by them.
type Code string

// Codes of a document's bytes and syntax.
const (
	TooLarge          Code = "too-large"          // more bytes than the limit
	TooDeep           Code = "too-deep"           // nested deeper than the limit
	TooMany           Code = "too-many"           // more values, items or problems than the limit
	Encoding          Code = "encoding"           // not UTF-8
	ControlCharacter  Code = "control-character"  // a control character such as NUL
	Empty             Code = "empty"              // only white space and comments
	Syntax            Code = "syntax"             // not YAML, not JSON
	TabIndent         Code = "tab-indent"         // YAML indented with a tab
	MultipleDocuments Code = "multiple-documents" // more than one document
	Alias             Code = "alias"              // a YAML alias
	Anchor            Code = "anchor"             // a YAML anchor
	MergeKey          Code = "merge-key"          // a YAML merge key
	KeyType           Code = "key-type"           // a YAML key that is not text
	Tag               Code = "tag"                // a YAML tag
	Directive         Code = "directive"          // a YAML directive, such as %YAML
	DuplicateKey      Code = "duplicate-key"      // a key twice in one object
	CutText           Code = "cut-text"           // a YAML text that a # in it cuts short
)

// Codes of a document's shape.
const (
	UnknownFormat Code = "unknown-format" // another kind of document, or an unknown one
	UnknownKey    Code = "unknown-key"    // a key that the object does not have
	WrongCase     Code = "wrong-case"     // a key in the wrong letter case
	MissingKey    Code = "missing-key"    // a required key is absent
	WrongType     Code = "wrong-type"     // text instead of a list, and so on
	Blank         Code = "blank"          // text that is only white space
	TooLong       Code = "too-long"       // more characters than the limit
	TooFew        Code = "too-few"        // fewer items than needed
	BadID         Code = "bad-id"         // not a slug, edition or reference
	BadFormat     Code = "bad-format"     // not a date, language tag or web address
	BadValue      Code = "bad-value"      // not one of the listed values
	OneOf         Code = "one-of"         // exactly one of several keys is needed
)

// Codes of what a document refers to.
const (
	DuplicateID         Code = "duplicate-id"         // an id names two things
	ReservedID          Code = "reserved-id"          // a stage has the name of a non-answer
	DuplicateCode       Code = "duplicate-code"       // a printed number is used twice
	DuplicateTitle      Code = "duplicate-title"      // two things have a title that readers cannot tell apart
	DuplicateReference  Code = "duplicate-reference"  // a list names the same thing twice
	UnknownSource       Code = "unknown-source"       // no such entry under sources
	MissingSource       Code = "missing-source"       // sources are listed and a text names none
	UnknownDomain       Code = "unknown-domain"       // no such domain
	UnknownCompetency   Code = "unknown-competency"   // no such competency
	UnknownStage        Code = "unknown-stage"        // no such stage
	UnknownStep         Code = "unknown-step"         // no such step of the reference spectrum
	UnknownConstituency Code = "unknown-constituency" // no such constituency
	UnknownQuestion     Code = "unknown-question"     // no such background question
	UnknownOption       Code = "unknown-option"       // a background question has no such option
	NotAsked            Code = "not-asked"            // a constituency that is not asked the competency
	WrongEdition        Code = "wrong-edition"        // of another rubric or edition than asked for
	BadDate             Code = "bad-date"             // a day that the calendar does not have
)

// Codes of an overlay compared with its rubric.
const (
	StaleText   Code = "stale-text"   // translated from an earlier wording
	MissingText Code = "missing-text" // not translated
	UnknownText Code = "unknown-text" // a translation of a text that the rubric does not have
)

// Codes of a crosswalk compared with its editions.
const (
	NotCovered     Code = "not-covered"     // no entry covers a competency
	CoveredTwice   Code = "covered-twice"   // two entries cover a competency
	Relation       Code = "relation"        // the ids do not fit the relation
	StageOrder     Code = "stage-order"     // stages are mapped against their order
	UnknownEdition Code = "unknown-edition" // an edition that is not available
)

// Codes of a sheet's columns. Each of them refuses the complete sheet.
const (
	NoHeader        Code = "no-header"        // no row at the top has a header that means anything
	UnknownColumn   Code = "unknown-column"   // a header that means nothing
	AmbiguousColumn Code = "ambiguous-column" // a header that can mean two things
	DuplicateColumn Code = "duplicate-column" // two headers that mean the same
	MissingColumn   Code = "missing-column"   // a column that every response needs
	Aggregated      Code = "aggregated"       // counts of responses, or a column for each of them
	NotRead         Code = "not-read"         // gives how many rows were not read
)

// Codes of a sheet's rows.
const (
	MissingCell       Code = "missing-cell"        // the row ends too early
	ExtraCell         Code = "extra-cell"          // a cell under no header
	TotalsRow         Code = "totals-row"          // totals or averages, not a response
	RepeatedHeader    Code = "repeated-header"     // the headers once more
	LaterHeader       Code = "later-header"        // a row under other headers further down
	TwoAnswers        Code = "two-answers"         // a cell with more than one stage
	UnknownLanguage   Code = "unknown-language"    // neither a language tag nor the name of a language
	AmbiguousDate     Code = "ambiguous-date"      // 10/07/2026
	NoteWithoutRating Code = "note-without-rating" // a note or evidence without its rating
)

// Codes of what a reader of a sheet did that no response shows. They are notices: nothing
// is refused because of them.
const (
	IgnoredColumn  Code = "ignored-column"  // a column that is not read
	GuessedColumn  Code = "guessed-column"  // a column that is read by its place or its words
	NotCounted     Code = "not-counted"     // rows that the form tool marks as not counting
	Decoded        Code = "decoded"         // the file was not UTF-8 and was read all the same
	EncodedTwice   Code = "encoded-twice"   // text was taken for another encoding and saved again
	MangledID      Code = "mangled-id"      // an id that a spreadsheet has taken for a date
	OtherEvent     Code = "other-event"     // a row of another event than the first row
	RepeatedPerson Code = "repeated-person" // a row that repeats a form for the same person
	NoAnswers      Code = "no-answers"      // a response without any rating
	AmbiguousWord  Code = "ambiguous-word"  // NA, which is not applicable or missing
	Superseded     Code = "superseded"      // an earlier response of someone who answered again
)

// Codes of a sheet with one rating a row.
const (
	SplitResponse   Code = "split-response"   // the rows of one response are apart
	DuplicateRating Code = "duplicate-rating" // a competency twice in one response
	Conflict        Code = "conflict"         // rows of one response that disagree
	Incomplete      Code = "incomplete"       // a row that may belong to the response cannot be read
)

// Codes of a words file.
const (
	UnknownPlaceholder Code = "unknown-placeholder" // braces with a name that the message does not have
	MissingPlaceholder Code = "missing-placeholder" // a message without a number or name that it needs
	PluralForm         Code = "plural-form"         // a form that the language does not have, or that no number selects
)

// Inconsistent is the code of values in a published summary that do not fit together:
// counts that do not add up, and results that do not follow from the counts.
const Inconsistent Code = "inconsistent"

// IO is the code of a file that cannot be read.
const IO Code = "io"
