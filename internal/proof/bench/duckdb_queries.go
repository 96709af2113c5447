package main

import (
	"fmt"
	"strings"
)

// prepareDuckDBColumns reads the ratings into a struct of texts, which DuckDB takes
// apart as it reads. The barrier may be empty.
func prepareDuckDBColumns(barrier string) preparer {
	return func(s *survey, name string, workers int) (*job, error) {
		var fields, codes []string
		for _, id := range s.competencies {
			column := identifier(id)
			fields = append(fields, column+" VARCHAR")
			// A rating with a remark comes as the text of its object.
			stage := "json_extract_string(CASE WHEN ratings." + column + "[1] = '{' THEN ratings." + column + " END, '$.stage')"
			codes = append(codes, "CASE WHEN ratings."+column+" IS NULL THEN "+s.code(notAnswered)+
				" ELSE "+s.caseOf("ratings."+column, s.caseOf(stage, "NULL"))+" END")
		}
		from := readJSON("STRUCT("+strings.Join(fields, ", ")+")") + " WHERE format = 'response/1' AND ratings IS NOT NULL AND "
		return prepareDuckDB(s, name, workers, wideQuery(s, codes, from, barrier))
	}
}

// prepareDuckDBCSV reads a sheet, whose columns are the competencies. The barrier may be
// empty.
func prepareDuckDBCSV(barrier string) preparer {
	return func(s *survey, name string, workers int) (*job, error) {
		var columns, codes []string
		for _, column := range csvColumns {
			columns = append(columns, quote(column)+": 'VARCHAR'")
		}
		for _, id := range s.competencies {
			columns = append(columns, quote(id)+": 'VARCHAR'")
			codes = append(codes, "CASE WHEN "+identifier(id)+" IS NULL THEN "+s.code(notAnswered)+
				" ELSE "+s.caseOf(identifier(id), "NULL")+" END")
		}
		columns = append(columns, "note: 'VARCHAR'")
		from := `read_csv(FILE, header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', ` +
			"ignore_errors = true, columns = {" + strings.Join(columns, ", ") + "}) WHERE "
		return prepareDuckDB(s, name, workers, wideQuery(s, codes, from, barrier))
	}
}

// prepareDuckDBMap reads the ratings into a map, as one does with a rubric whose
// competencies are not columns of anything.
func prepareDuckDBMap(s *survey, name string, workers int) (*job, error) {
	from := readJSON("MAP(VARCHAR, VARCHAR)") + " WHERE format = 'response/1' AND ratings IS NOT NULL AND " + headerCheck(s)
	stage := "CASE WHEN x[1] = '{' THEN json_extract_string(x, '$.stage') WHEN x = '' THEN NULL ELSE x END"
	read := "SELECT organization, constituency, TRY_CAST(map_keys(ratings) AS competency[]) AS k, " +
		"TRY_CAST(list_transform(map_values(ratings), lambda x: " + stage + ") AS rating[]) AS v FROM " + from + barrier
	// What is not the rating of a competency stands for the response.
	entries := "SELECT organization, constituency, unnest(list_append(k, '')) AS competency, unnest(list_append(v, '')) AS rating" +
		" FROM (" + read + ") WHERE list_count(k) = len(k) AND list_count(v) = len(v)"
	return prepareDuckDB(s, name, workers, "SELECT organization, constituency, competency, rating, count(*) FROM ("+entries+") GROUP BY ALL")
}

// barrier keeps DuckDB from working out each rating twice, once to check it and once
// to count it.
const barrier = " LIMIT 1000000000000"

// readJSON reads a file of responses with ratings of a type. A line that cannot be
// read gives nothing but NULL.
func readJSON(ratings string) string {
	return "read_json(FILE, format = 'newline_delimited', ignore_errors = true, columns = {" +
		"format: 'VARCHAR', rubric: 'VARCHAR', id: 'VARCHAR', organization: 'VARCHAR', constituency: 'VARCHAR', " +
		"date: 'VARCHAR', language: 'VARCHAR', ratings: " + quote(ratings) + "})"
}

// wideQuery counts what has a code for each competency, NULL where its rating is none.
func wideQuery(s *survey, codes []string, from, barrier string) string {
	var columns, counts, good []string
	for i, code := range codes {
		columns = append(columns, fmt.Sprintf("%s AS c%d", code, i))
		good = append(good, fmt.Sprintf("c%d IS NOT NULL", i))
		for place := range s.ratings {
			counts = append(counts, fmt.Sprintf("countif(c%d = %d)", i, place))
		}
	}
	return "SELECT organization, constituency, count(*), " + strings.Join(counts, ", ") +
		" FROM (SELECT organization, constituency, " + strings.Join(columns, ", ") + " FROM " + from + headerCheck(s) + barrier +
		") WHERE " + strings.Join(good, " AND ") + " GROUP BY ALL"
}

// headerCheck is what a response has to fulfill, apart from its ratings.
func headerCheck(s *survey) string {
	return "rubric = " + quote(s.ref) + " AND id <> '' AND constituency IN (" + quoteAll(s.constituencies) + ")" +
		" AND (date IS NULL OR TRY_CAST(date AS DATE) IS NOT NULL)"
}

// code returns the code of a rating in SQL.
func (s *survey) code(rating string) string { return fmt.Sprintf("%d::UTINYINT", s.place(rating)) }

// caseOf returns the code of a text, or something else where it is no rating.
func (s *survey) caseOf(text, otherwise string) string {
	var b strings.Builder
	b.WriteString("CASE " + text)
	for _, rating := range s.ratings {
		if rating != notAnswered {
			b.WriteString(" WHEN " + quote(rating) + " THEN " + s.code(rating))
		}
	}
	b.WriteString(" ELSE " + otherwise + " END")
	return b.String()
}

func quote(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }

func quoteAll(texts []string) string {
	quoted := make([]string, len(texts))
	for i, text := range texts {
		quoted[i] = quote(text)
	}
	return strings.Join(quoted, ", ")
}

func identifier(name string) string { return `"` + name + `"` }
