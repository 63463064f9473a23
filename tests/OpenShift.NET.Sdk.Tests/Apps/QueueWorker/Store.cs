using Microsoft.Data.Sqlite;

namespace Queue;

public class Store
{
    private readonly SqliteConnection _connection = new("Data Source=queue.db;Cache=Shared");

    public void Open() => _connection.Open();
}
