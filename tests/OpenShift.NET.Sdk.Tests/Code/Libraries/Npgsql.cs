namespace Npgsql
{
    public sealed class NpgsqlConnection : System.IAsyncDisposable { public NpgsqlConnection(string connectionString) { } public System.Threading.Tasks.ValueTask DisposeAsync() => default; }
    public sealed class NpgsqlConnectionStringBuilder : System.Data.Common.DbConnectionStringBuilder { public string Host { get; set; } public int Port { get; set; } }
    public abstract class NpgsqlDataSource { public static NpgsqlDataSource Create(string connectionString) => null; }
}
