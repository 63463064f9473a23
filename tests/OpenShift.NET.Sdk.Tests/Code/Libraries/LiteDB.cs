namespace LiteDB
{
    public class LiteDatabase : System.IDisposable
    {
        public LiteDatabase(string connectionString) { }
        public void Dispose() { }
    }
}
