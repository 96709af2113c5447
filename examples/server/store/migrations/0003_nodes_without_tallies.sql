-- A wave is published again by the published summaries alone, so that no publication keeps hidden counts.
ALTER TABLE nodes DROP COLUMN tally;
