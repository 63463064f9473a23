using System;
using Microsoft.EntityFrameworkCore;
namespace Microsoft.EntityFrameworkCore
{
    public class DbContext { public DbContext(DbContextOptions options) { } }
    public class DbContextOptions { }
    public class DbContextOptionsBuilder { }
    public static class InMemoryDbContextOptionsExtensions { public static DbContextOptionsBuilder UseInMemoryDatabase(this DbContextOptionsBuilder optionsBuilder, string databaseName) => optionsBuilder; }
}
namespace Microsoft.Extensions.DependencyInjection
{
    public static class EntityFrameworkServiceCollectionExtensions { public static IServiceCollection AddDbContext<TContext>(this IServiceCollection services, Action<DbContextOptionsBuilder> optionsAction) where TContext : DbContext => services; }
}
