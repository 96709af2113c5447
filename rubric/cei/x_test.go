package cei

import (
	"fmt"
	"testing"
)

func TestX(t *testing.T) {
	r, err := Edition("2023.2")
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println(r.Ref(), r.CompetencyCount())
	n := 0
	for x := range r.Texts() {
		n++
		if n < 30 {
			fmt.Println(x.Key, x.Source)
		}
	}
	fmt.Println(n)
	_, err = Edition("2023.3")
	fmt.Println(err)
}
