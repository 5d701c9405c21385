-- What a version of a store holds as it is read: articles, items (articles without their text), mentions, sentiment,
-- assessments, voices, sentences, rejects and notes, from the stored_* parts, batches, and what analysts decided.
-- {kept} is TABLE where there are few articles and VIEW where there are many.

-- The earliest of a story is the original (of two without a date, the one loaded before), and an article revises the
-- one that stood before it under its link. A site's home page is no article's link. A revision is in the story of what
-- it revises and, not being its first, counts as a copy does: as an article, but never as a second story. Official
-- documents are apart: an outlet that prints a ministry's text is not a copy of something that is not counted.
CREATE TABLE lineage AS
    SELECT n, story, row_number() OVER told > 1 AS is_copy, first_value(n) OVER told AS copy_of,
        lag(n) OVER stood AS revision_of
    FROM (SELECT a.n, a.published, a.kind = 'official' AS official, coalesce(s.story, a.n) AS story,
              CASE WHEN regexp_matches(a.url, '^https?://[^/?]+(/+[^/?]|/*[?].)') THEN a.url
              ELSE a.n::VARCHAR END AS link
          FROM stored_articles a LEFT JOIN stored_stories s ON s.article = a.n
          WHERE a.batch NOT IN (SELECT version FROM batches WHERE undone))
    WINDOW told AS (PARTITION BY story, official ORDER BY published NULLS LAST, n),
        stood AS (PARTITION BY link ORDER BY published NULLS LAST, n);

CREATE VIEW articles AS SELECT a.*, l.story, l.is_copy, l.copy_of, l.revision_of IS NOT NULL AS is_revision,
    l.revision_of FROM stored_articles a JOIN lineage l USING (n);
CREATE {kept} items AS SELECT * EXCLUDE (text) FROM articles;

-- A name typed differently by several loads has the type most articles give it.
CREATE TABLE types AS SELECT name, first(type ORDER BY articles DESC, type) AS type FROM (
    SELECT e.name, e.type, count(DISTINCT m.article) AS articles
    FROM stored_mentions m JOIN stored_entities e USING (entity)
    WHERE e.name IN (SELECT name FROM stored_entities GROUP BY name HAVING count(*) > 1)
        AND m.article IN (SELECT n FROM lineage) GROUP BY ALL) GROUP BY name;

-- A tone that an analyst judged stands in place of the one that was told, with the polarity that the engine has for it
-- on average here; of a mention it does so for all mentions of that entity in the sentence, which were read once.
CREATE TABLE judgments AS SELECT a.n AS article, j.* EXCLUDE (article)
    FROM judged j JOIN stored_articles a ON a.id = j.article;
CREATE TABLE judged_mentions AS
    SELECT m.article, m.sentence, m.entity, j.engine, any_value(j.tone) AS tone
    FROM judgments j JOIN stored_mentions m USING (article, sentence, start) GROUP BY ALL;
CREATE TABLE typical AS
    SELECT engine, tone, false AS of_mention, avg(polarity) AS polarity FROM stored_sentiment
    WHERE engine IN (SELECT engine FROM judgments) AND article IN (SELECT n FROM lineage) GROUP BY ALL
    UNION ALL SELECT 'news', tone, true, avg(polarity) FROM stored_mentions
    WHERE (SELECT bool_or(start IS NOT NULL) FROM judgments) AND article IN (SELECT n FROM lineage) GROUP BY ALL;
CREATE MACRO judged_polarity(told, polarity, judged, usual) AS
    CASE WHEN judged IS NULL OR judged = told THEN polarity
    ELSE coalesce(usual, CASE judged WHEN 'negative' THEN -0.5 WHEN 'positive' THEN 0.5 ELSE 0 END) END;

CREATE {kept} mentions AS
    SELECT m.* EXCLUDE (entity) REPLACE (coalesce(j.tone, m.tone) AS tone,
            judged_polarity(m.tone, m.polarity, j.tone, t.polarity) AS polarity),
        CASE WHEN s.entity IS NOT NULL THEN s.name WHEN w.entity IS NOT NULL THEN w.name ELSE e.name END AS entity,
        coalesce(s.type, w.type, v.type, e.type) AS type
    FROM stored_mentions m JOIN stored_entities e USING (entity) LEFT JOIN types v ON v.name = e.name
    LEFT JOIN names w ON w.entity = e.name AND w.surface IS NULL
    LEFT JOIN names s ON s.entity = e.name AND s.surface = m.surface
    LEFT JOIN judged_mentions j ON (j.article, j.sentence, j.entity) = (m.article, m.sentence, m.entity)
    LEFT JOIN typical t ON t.engine = j.engine AND t.tone = j.tone AND t.of_mention
    WHERE CASE WHEN s.entity IS NOT NULL THEN s.name WHEN w.entity IS NOT NULL THEN w.name ELSE e.name END IS NOT NULL;

CREATE {kept} sentiment AS
    SELECT s.* REPLACE (coalesce(j.tone, s.tone) AS tone,
        judged_polarity(s.tone, s.polarity, j.tone, t.polarity) AS polarity)
    FROM stored_sentiment s LEFT JOIN judgments j ON j.article = s.article AND j.engine = s.engine AND j.start IS NULL
    LEFT JOIN typical t ON t.engine = j.engine AND t.tone = j.tone AND NOT t.of_mention;

CREATE {kept} assessments AS FROM stored_assessments;
CREATE {kept} voices AS FROM stored_voices;
CREATE VIEW sentences AS FROM stored_sentences;
CREATE VIEW rejects AS FROM stored_rejects WHERE batch NOT IN (SELECT version FROM batches WHERE undone);
CREATE VIEW notes AS FROM stored_notes WHERE batch NOT IN (SELECT version FROM batches WHERE undone);
