package schema_test

import (
	"fmt"
	"testing"

	"github.com/waymark-go/waymark/assess/schema"
	"github.com/waymark-go/waymark/rubric"
)

func ExampleLoaderRules() {
	for _, rule := range schema.LoaderRules(rubric.OverlayFormat)[:3] {
		fmt.Println(rule.Code)
	}
	// Output:
	// duplicate-key
	// encoding
	// control-character
}

// Functions that make a schema for a rubric panic with their name if it is nil.
func TestNoRubric(t *testing.T) {
	for want, call := range map[string]func(){
		"schema.Response: r is nil": func() { schema.Response(nil) },
		"schema.UI: r is nil":       func() { schema.UI(nil) },
	} {
		got := func() (v any) {
			defer func() { v = recover() }()
			call()
			return nil
		}()
		if got != want {
			t.Errorf("panic with %v, want %s", got, want)
		}
	}
}
