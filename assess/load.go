package assess

import (
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// loadDocument reads a document of a format into doc, a pointer to a struct, and then calls
// resolve, which looks up what the document names in the rubric. unread is as in [source.Decode].
// The error is a [problem.List] in the order of the file.
func loadDocument(name string, data []byte, format string, lim source.Limits, doc any, resolve func(root *source.Node, unread map[string]bool) problem.List) error {
	root, problems := source.Parse(name, data, lim)
	if root == nil {
		return problems.Err()
	}
	if bad := source.WrongFormat(root, format); bad != nil {
		problems.Add(*bad)
		return sorted(problems)
	}
	more, unread := source.Decode(root, doc)
	problems.Append(more)
	if root.Kind == source.Map {
		problems.Append(resolve(root, unread))
	}
	return sorted(problems).Err()
}

// documentLimits returns the limits of opt, which may be nil. Zero means the default of a rubric
// document.
func documentLimits(opt *rubric.LoadOptions) source.Limits {
	if opt == nil {
		return source.Limits{}
	}
	return source.Limits(opt.Limits)
}
