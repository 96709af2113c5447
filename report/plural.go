package report

import (
	"slices"
	"strings"
)

// category is a plural category of CLDR.
type category uint8

const (
	pluralZero category = iota
	pluralOne
	pluralTwo
	pluralFew
	pluralMany
	pluralOther
	categoryCount
)

var categoryNames = [categoryCount]string{"zero", "one", "two", "few", "many", "other"}

// pluralRule selects the plural category for a whole number.
type pluralRule struct {
	name      string
	languages string // tags of the languages that use the rule, separated by spaces
	of        func(n uint64) category
}

// pluralRules are the cardinal rules of Unicode CLDR 46 for whole numbers
// (https://cldr.unicode.org/index/cldr-spec/plural-rules, plurals.xml). Reports count in whole
// numbers only, so rules for fractions are left out and some languages have fewer categories here.
// Hmong is listed under its several tags; CLDR has only hnj.
var pluralRules = [...]pluralRule{
	{"other", "vi zh yue ja ko km lo th my hmn hnj mww id ms jv su to bo yo ig wo", func(uint64) category { return pluralOther }},
	{"one", "en de nl sv da nb nn no fi et el hu bg ka tr az kk ky uz tk ug mn sq eu gl ta te ml mr ne or ur ps ku ckb so sw om haw", func(n uint64) category {
		return when(n == 1, pluralOne)
	}},
	{"zero-one", "fa hy pa hi bn gu kn am as si ti ln", func(n uint64) category { return when(n <= 1, pluralOne) }},
	{"one-million", "es it ca pt-PT", func(n uint64) category { return firstOf(when(n == 1, pluralOne), millions(n)) }},
	{"zero-one-million", "fr pt", func(n uint64) category { return firstOf(when(n <= 1, pluralOne), millions(n)) }},
	{"one-two", "he iu se", func(n uint64) category { return firstOf(when(n == 1, pluralOne), when(n == 2, pluralTwo)) }},
	{"tagalog", "tl fil ceb", func(n uint64) category {
		last := n % 10
		return when(n >= 1 && n <= 3 || last != 4 && last != 6 && last != 9, pluralOne)
	}},
	{"arabic", "ar ars", arabic},
	{"russian", "ru uk be", russian},
	{"croatian", "hr bs sr sh", func(n uint64) category { return firstOf(endsInOne(n), endsInTwoToFour(n)) }},
	{"polish", "pl", func(n uint64) category {
		if n == 1 {
			return pluralOne
		}
		if endsInTwoToFour(n) == pluralFew {
			return pluralFew
		}
		return pluralMany
	}},
	{"czech", "cs sk", func(n uint64) category { return firstOf(when(n == 1, pluralOne), when(n >= 2 && n <= 4, pluralFew)) }},
	{"slovenian", "sl", func(n uint64) category {
		n %= 100
		return firstOf(when(n == 1, pluralOne), when(n == 2, pluralTwo), when(n == 3 || n == 4, pluralFew))
	}},
	{"lithuanian", "lt", func(n uint64) category {
		teen := n%100 >= 11 && n%100 <= 19
		return firstOf(when(n%10 == 1 && !teen, pluralOne), when(n%10 >= 2 && !teen, pluralFew))
	}},
	{"latvian", "lv", func(n uint64) category {
		return firstOf(when(n%10 == 0 || n%100 >= 11 && n%100 <= 19, pluralZero), endsInOne(n))
	}},
	{"romanian", "ro mo", func(n uint64) category {
		return firstOf(when(n == 1, pluralOne), when(n == 0 || n%100 >= 1 && n%100 <= 19, pluralFew))
	}},
	{"icelandic", "is mk", endsInOne},
}

func arabic(n uint64) category {
	switch last := n % 100; {
	case n <= 2:
		return [...]category{pluralZero, pluralOne, pluralTwo}[n]
	case last >= 3 && last <= 10:
		return pluralFew
	case last >= 11:
		return pluralMany
	}
	return pluralOther
}

func russian(n uint64) category {
	if c := firstOf(endsInOne(n), endsInTwoToFour(n)); c != pluralOther {
		return c
	}
	return pluralMany
}

func endsInOne(n uint64) category { return when(n%10 == 1 && n%100 != 11, pluralOne) }

func endsInTwoToFour(n uint64) category {
	return when(n%10 >= 2 && n%10 <= 4 && (n%100 < 12 || n%100 > 14), pluralFew)
}

func millions(n uint64) category { return when(n != 0 && n%1_000_000 == 0, pluralMany) }

func when(holds bool, c category) category {
	if holds {
		return c
	}
	return pluralOther
}

// firstOf returns the first category that is not other.
func firstOf(cs ...category) category {
	for _, c := range cs {
		if c != pluralOther {
			return c
		}
	}
	return pluralOther
}

// used returns the categories of the rule in order, and those that contain a single number. The
// numbers up to 200 and the millions are enough to find both.
func (r *pluralRule) used() (all, single []category) {
	var count [categoryCount]int
	for n := range uint64(201) {
		count[r.of(n)]++
	}
	count[r.of(1_000_000)]++
	count[r.of(2_000_000)]++
	for c, n := range count {
		if n > 0 || category(c) == pluralOther {
			all = append(all, category(c))
		}
		if n == 1 {
			single = append(single, category(c))
		}
	}
	return all, single
}

// pluralRuleOf returns the rule of a language or nil. It tries the longest tag first.
func pluralRuleOf(tag string) *pluralRule {
	for ; tag != ""; tag = tag[:max(0, strings.LastIndexByte(tag, '-'))] {
		for i, r := range pluralRules {
			if slices.ContainsFunc(strings.Fields(r.languages), func(l string) bool { return strings.EqualFold(l, tag) }) {
				return &pluralRules[i]
			}
		}
	}
	return nil
}

func pluralRuleNamed(name string) *pluralRule {
	i := slices.IndexFunc(pluralRules[:], func(r pluralRule) bool { return r.name == name })
	if i < 0 {
		return nil
	}
	return &pluralRules[i]
}

func pluralRuleNames() []string {
	var names []string
	for _, r := range pluralRules {
		names = append(names, r.name)
	}
	return names
}
