package html

import "testing"

func TestCSSString(t *testing.T) {
	for in, want := range map[string]string{
		"For you": `"For you"`, `a"b\c`: `"a\22 b\5c c"`, "</style>": `"\3c \2f style\3e "`, "é’ 7": `"é\2019  7"`, "}\n": `"\7d \a "`,
	} {
		if got := cssString(in); got != want {
			t.Errorf("cssString(%q) = %s, want %s", in, got, want)
		}
	}
}
