package rubric

import "github.com/waymark-go/waymark/internal/source"

// Code names a kind of problem. Codes are stable: programs may compare them and
// translate by them.
type Code string

// Codes of a document's bytes and syntax.
const (
	CodeTooLarge          Code = source.TooLarge          // more bytes than the limit
	CodeTooDeep           Code = source.TooDeep           // nested deeper than the limit
	CodeTooMany           Code = source.TooMany           // more values, items or problems than the limit
	CodeEncoding          Code = source.Encoding          // not UTF-8
	CodeControlCharacter  Code = source.ControlCharacter  // a control character such as NUL
	CodeEmpty             Code = source.Empty             // nothing but white space and comments
	CodeSyntax            Code = source.Syntax            // not YAML, not JSON
	CodeTabIndent         Code = source.TabIndent         // YAML indented with a tab
	CodeMultipleDocuments Code = source.MultipleDocuments // more than one document
	CodeAlias             Code = source.Alias             // a YAML alias
	CodeMergeKey          Code = source.MergeKey          // a YAML merge key
	CodeKeyType           Code = source.KeyType           // a YAML key that is no text
	CodeTag               Code = source.Tag               // a YAML tag
	CodeDirective         Code = source.Directive         // a YAML directive, such as %YAML
	CodeDuplicateKey      Code = source.DuplicateKey      // a key twice in one object
)

// Codes of a document's shape.
const (
	CodeUnknownFormat Code = source.UnknownFormat // another kind of document, or none that is known
	CodeUnknownKey    Code = source.UnknownKey    // a key that the object does not have
	CodeWrongCase     Code = source.WrongCase     // a key in the wrong letter case
	CodeMissingKey    Code = source.MissingKey    // a required key is absent
	CodeWrongType     Code = source.WrongType     // text where a list belongs, and so on
	CodeBlank         Code = source.Blank         // text of nothing but white space
	CodeTooLong       Code = source.TooLong       // more characters than the limit
	CodeTooFew        Code = source.TooFew        // fewer items than needed
	CodeBadID         Code = source.BadID         // not a slug, edition or reference
	CodeBadFormat     Code = source.BadFormat     // not a date, language tag or web address
	CodeBadValue      Code = source.BadValue      // not one of the listed values
	CodeOneOf         Code = source.OneOf         // exactly one of several keys is needed
)

// Codes of what a document refers to.
const (
	CodeDuplicateID         Code = "duplicate-id"            // an id names two things
	CodeReservedID          Code = source.ReservedID         // a stage has the name of a non-answer
	CodeDuplicateCode       Code = "duplicate-code"          // a printed number stands twice
	CodeDuplicateReference  Code = source.DuplicateReference // a list names the same thing twice
	CodeUnknownSource       Code = "unknown-source"          // no such entry under sources
	CodeMissingSource       Code = "missing-source"          // sources are listed and a text names none
	CodeUnknownDomain       Code = "unknown-domain"          // no such domain
	CodeUnknownCompetency   Code = "unknown-competency"      // no such competency
	CodeUnknownStage        Code = "unknown-stage"           // no such stage
	CodeUnknownStep         Code = "unknown-step"            // no such step of the reference spectrum
	CodeUnknownConstituency Code = "unknown-constituency"    // no such constituency
	CodeWrongEdition        Code = "wrong-edition"           // of another rubric or edition than asked for
	CodeBadDate             Code = "bad-date"                // a day that the calendar does not have
)

// Codes of an overlay held against its rubric.
const (
	CodeStaleText   Code = "stale-text"   // translated from an earlier wording
	CodeMissingText Code = "missing-text" // not translated
	CodeUnknownText Code = "unknown-text" // a translation of what the rubric does not have
)

// Codes of a crosswalk held against its editions.
const (
	CodeNotCovered     Code = "not-covered"     // no entry speaks of a competency
	CodeCoveredTwice   Code = "covered-twice"   // two entries speak of a competency
	CodeRelation       Code = "relation"        // the ids do not fit the relation
	CodeStageOrder     Code = "stage-order"     // stages are mapped against their order
	CodeUnknownEdition Code = "unknown-edition" // an edition that is not at hand
)

// CodeIO is the code of a file that cannot be read.
const CodeIO Code = "io"
