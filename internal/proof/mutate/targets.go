package main

// target is a set of files and the packages whose tests are to notice a change of them.
// Paths are relative to the module's directory.
type target struct {
	name  string
	files []string // patterns of path.Match
	tests []string
	only  string // a regular expression for the names of the tests; empty for all
}

// targets returns what can be tested, the most important first.
func targets() []target {
	assess := []string{"assess/internal/disclose", "assess"}
	return []target{
		{name: "spectrum", files: []string{"spectrum/*.go"}, tests: []string{"spectrum"}},
		{name: "publish", files: []string{"assess/publish*.go", "assess/internal/disclose/*.go"}, tests: assess},
		{name: "pairs", files: []string{"assess/pairs.go"}, tests: assess},
		{name: "summary", files: []string{"assess/summary.go"}, tests: assess},
		{name: "migrate", files: []string{"assess/migrate.go"}, tests: assess},
		{name: "progress", files: []string{"assess/progress*.go"}, tests: assess},
		{name: "rubric", files: []string{"rubric/*.go"}, tests: []string{"rubric"}},
		{name: "report", files: []string{"report/goals.go", "report/differences.go", "report/pairs.go", "report/progress.go"}, tests: []string{"report"}},
	}
}
