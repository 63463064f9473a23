namespace Microsoft.Data.Sqlite
{
    public class SqliteConnection : System.IDisposable
    {
        public SqliteConnection() { }
        public SqliteConnection(string? connectionString) { }
        public string? ConnectionString { get; set; }
        public void Open() { }
        public void Dispose() { }
    }
}
