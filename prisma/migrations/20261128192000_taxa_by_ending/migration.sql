-- Names with a typing error in their first half are found by the whole second one.
create index taxon_ending on taxon (reverse(search_name) text_pattern_ops);
create index taxon_synonym_ending on taxon_synonym (reverse(search_name) text_pattern_ops);
