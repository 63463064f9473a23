// needs: Microsoft.EntityFrameworkCore
namespace Microsoft.EntityFrameworkCore
{
    public static class InMemoryDbContextOptionsExtensions { public static DbContextOptionsBuilder UseInMemoryDatabase(this DbContextOptionsBuilder optionsBuilder, string databaseName) => optionsBuilder; }
}
