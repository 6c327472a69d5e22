-- What our account may do, by the roles that are active as well; the tables of privileges leave those out.
SHOW GRANTS
