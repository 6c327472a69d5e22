-- Who was told that an alert fires, to be told its end, whatever the rule says by then.
ALTER TABLE alert ADD COLUMN told_channels text[];
COMMENT ON COLUMN alert.told_channels IS 'Ids of channels; none of alerts that fired before there was this column';
