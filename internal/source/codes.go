package source

// Codes of issues that Parse and Decode report. Package rubric exports and
// documents them.
const (
	TooLarge          = "too-large"
	TooDeep           = "too-deep"
	TooMany           = "too-many"
	TooFew            = "too-few"
	TooLong           = "too-long"
	Encoding          = "encoding"
	ControlCharacter  = "control-character"
	Empty             = "empty"
	Syntax            = "syntax"
	TabIndent         = "tab-indent"
	MultipleDocuments = "multiple-documents"
	Alias             = "alias"
	MergeKey          = "merge-key"
	KeyType           = "key-type"
	Tag               = "tag"
	Directive         = "directive"
	DuplicateKey      = "duplicate-key"
	UnknownFormat     = "unknown-format"
	UnknownKey        = "unknown-key"
	WrongCase         = "wrong-case"
	MissingKey        = "missing-key"
	WrongType         = "wrong-type"
	Blank             = "blank"
	BadID             = "bad-id"
	BadFormat         = "bad-format"
	BadValue          = "bad-value"
	OneOf             = "one-of"
	ReservedID        = "reserved-id"
)
