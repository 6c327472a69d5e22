-- As whom we are signed in; MySQL and MariaDB say from where as well. No cast: they know none that PostgreSQL has.
SELECT CURRENT_USER AS account
