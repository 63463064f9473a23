namespace Npgsql
{
    public sealed class NpgsqlConnection : System.IAsyncDisposable { public NpgsqlConnection(string connectionString) { } public System.Threading.Tasks.ValueTask DisposeAsync() => default; }
    public abstract class NpgsqlDataSource { public static NpgsqlDataSource Create(string connectionString) => null; }
}
