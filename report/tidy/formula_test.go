package tidy_test

import (
	"testing"

	"github.com/waymark-go/waymark/report/tidy"
)

func TestGuardFormula(t *testing.T) {
	for _, text := range []string{"=1", "+1", "-1", "@SUM(A1)", "\t=1", "\u200b=1", "\u00a0\ufeff＝1", "−1", "﹫x", "\r\n=1"} {
		if got := tidy.GuardFormula(text); got != "'"+text {
			t.Errorf("%q became %q", text, got)
		}
	}
	for _, text := range []string{"", " ", "1-2", "a=b", "é", "'=1", "19-64733", "\xff=", "–1"} {
		if got := tidy.GuardFormula(text); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}
