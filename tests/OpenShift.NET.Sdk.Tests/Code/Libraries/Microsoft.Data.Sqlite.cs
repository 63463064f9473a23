namespace Microsoft.Data.Sqlite
{
    public class SqliteCommand : System.IDisposable
    {
        public string CommandText { get; set; } = "";
        public object? ExecuteScalar() => null;
        public void Dispose() { }
    }
    public class SqliteConnection : System.IDisposable
    {
        public SqliteConnection() { }
        public SqliteConnection(string? connectionString) { }
        public string? ConnectionString { get; set; }
        public void Open() { }
        public SqliteCommand CreateCommand() => null!;
        public void Dispose() { }
    }
}
