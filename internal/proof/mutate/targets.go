package main

// target is a set of files and the packages whose tests are to notice a change of them.
// Paths are relative to the module's directory.
type target struct {
	name  string
	files []string // patterns of path.Match
	tests []string
}

// targets returns what can be tested, the most important first.
func targets() []target {
	assess := []string{"assess/internal/disclose", "assess"}
	return []target{
		{"spectrum", []string{"spectrum/*.go"}, []string{"spectrum"}},
		{"publish", []string{"assess/publish*.go", "assess/internal/disclose/*.go"}, assess},
		{"pairs", []string{"assess/pairs.go"}, assess},
		{"summary", []string{"assess/summary.go"}, assess},
		{"migrate", []string{"assess/migrate.go"}, assess},
		{"progress", []string{"assess/progress*.go"}, assess},
		{"rubric", []string{"rubric/*.go"}, []string{"rubric"}},
		{"report", []string{"report/goals.go", "report/differences.go", "report/pairs.go", "report/progress.go"}, []string{"report"}},
	}
}
