/**
 * Names that a prompt should not lean on without a permission: people whose likeness is protected, and brands. A short
 * list of well-known ones, kept by hand; it cannot be complete, and a name that is not on it may need a permission as
 * well.
 */
export const knownPeople: readonly string[] = [
  'Adele', 'Al Pacino', 'Albert Einstein', 'Alicia Keys', 'Amy Winehouse', 'Angela Merkel', 'Angelina Jolie', 'Anne Hathaway', 'Ariana Grande', 'Arnold Schwarzenegger',
  'Audrey Hepburn', 'Avicii', 'Bad Bunny', 'Barack Obama', 'Beyoncé', 'Bill Gates', 'Billie Eilish', 'Björk', 'Bob Dylan', 'Bob Marley', 'Brad Pitt', 'Britney Spears',
  'Bruce Lee', 'Bruce Springsteen', 'Bruno Mars', 'Cardi B', 'Cate Blanchett', 'Celine Dion', 'Charli XCX', 'Charlie Chaplin', 'Christopher Nolan', 'Coldplay',
  'Cristiano Ronaldo', 'Daft Punk', 'David Bowie', 'David Lynch', 'Denzel Washington', 'Doja Cat', 'Donald Trump', 'Drake', 'Dua Lipa', 'Dwayne Johnson', 'Ed Sheeran',
  'Elon Musk', 'Elton John', 'Elvis Presley', 'Emma Stone', 'Emma Watson', 'Eminem', 'Frank Ocean', 'Frank Sinatra', 'Freddie Mercury', 'George Clooney', 'Greta Thunberg',
  'Hans Zimmer', 'Harry Styles', 'Jay-Z', 'Jennifer Lawrence', 'Jennifer Lopez', 'Jim Morrison', 'Jimi Hendrix', 'Joe Biden', 'John Lennon', 'Johnny Cash', 'Johnny Depp',
  'Justin Bieber', 'Kamala Harris', 'Kanye West', 'Kate Bush', 'Katy Perry', 'Keanu Reeves', 'Kendrick Lamar', 'Kim Kardashian', 'Kurt Cobain', 'Kylie Jenner', 'Kylie Minogue',
  'Lady Gaga', 'Lana Del Rey', 'LeBron James', 'Leonardo DiCaprio', 'Lionel Messi', 'Lorde', 'Madonna', 'Margot Robbie', 'Marilyn Monroe', 'Mariah Carey', 'Mark Zuckerberg',
  'Martin Luther King', 'Meryl Streep', 'Michael Jackson', 'Michael Jordan', 'Mick Jagger', 'Miley Cyrus', 'Morgan Freeman', 'Natalie Portman', 'Nelson Mandela', 'Nicki Minaj',
  'Nicole Kidman', 'Olivia Rodrigo', 'Oprah Winfrey', 'Ozzy Osbourne', 'Paul McCartney', 'Pharrell Williams', 'Phoebe Bridgers', 'Post Malone', 'Queen Elizabeth', 'Quentin Tarantino',
  'Rihanna', 'Robert De Niro', 'Robert Downey', 'Rosalía', 'Ryan Gosling', 'Sabrina Carpenter', 'Salvador Dalí', 'Scarlett Johansson', 'Serena Williams', 'Shakira', 'Snoop Dogg',
  'Stanley Kubrick', 'Steve Jobs', 'Steven Spielberg', 'Stevie Wonder', 'Sydney Sweeney', 'Taylor Swift', 'The Beatles', 'The Weeknd', 'Tim Burton', 'Timothée Chalamet', 'Tina Turner',
  'Tom Cruise', 'Tom Hanks', 'Travis Scott', 'Tupac', 'Tyler, the Creator', 'Uma Thurman', 'Usain Bolt', 'Vladimir Putin', 'Volodymyr Zelenskyy', 'Wes Anderson', 'Whitney Houston', 'Will Smith',
  'Willie Nelson', 'Xi Jinping', 'Zendaya',
]; // biome-ignore format: names in a block

/** Brands and characters that somebody owns. */
export const knownBrands: readonly string[] = [
  'Adidas', 'Airbnb', 'Amazon Prime', 'Audi', 'Balenciaga', 'Barbie', 'Batman', 'BMW', 'Budweiser', 'Burberry', 'Burger King', 'Cadillac', 'Cartier', 'Chanel', 'Chevrolet', 'Coca-Cola',
  'Coke', 'Converse', 'Darth Vader', 'DeLorean', 'Disney', 'Disneyland', 'Dolby', 'Ducati', 'Facebook', 'FedEx', 'Fender Stratocaster', 'Ferrari', 'FIFA', 'Fortnite', 'Game of Thrones', 'Ghibli', 'GoPro',
  'Gucci', 'Harley-Davidson', 'Harry Potter', 'Heineken', 'Hello Kitty', 'Hermès', 'Hogwarts', 'Honda', 'IKEA', 'Instagram', 'iPhone', 'iPad', 'Jack Daniels', 'Jack Daniel’s', 'James Bond', 'Kellogg', 'KFC',
  'Lamborghini', 'Lego', 'Levi’s', "Levi's", 'Louis Vuitton', 'Marlboro', 'Marvel', 'Maserati', 'McDonalds', 'McDonald’s', "McDonald's", 'McLaren', 'Mercedes', 'Mercedes-Benz', 'Mickey Mouse', 'Microsoft', 'Minecraft',
  'NASA logo', 'Netflix', 'Nike', 'Nintendo', 'Nutella', 'Olympic rings', 'Pepsi', 'Pikachu', 'Pixar', 'Playboy', 'PlayStation', 'Pokémon', 'Pokemon', 'Porsche', 'Prada', 'Ray-Ban', 'Red Bull', 'Rolex', 'Rolls-Royce', 'Samsung',
  'Shrek', 'Simpsons', 'Snapchat', 'Sony', 'Spider-Man', 'Spiderman', 'Spotify', 'Star Trek', 'Star Wars', 'Starbucks', 'Studio Ghibli', 'Superman', 'Super Mario', 'Tesla', 'The Matrix', 'TikTok', 'Toyota', 'Transformers', 'Uber',
  'Versace', 'Volkswagen', 'Volvo', 'Walmart', 'Xbox', 'Yoda', 'YouTube', 'Zara',
]; // biome-ignore format: names in a block

/** Names that are words as well: meant only where they stand with a capital within a sentence. */
export const ambiguousNames: readonly { name: string; kind: 'person' | 'brand' }[] = [
  ...['Apple', 'Amazon', 'Shell', 'Target', 'Visa', 'Gap', 'Dove', 'Puma', 'Jaguar', 'Mustang', 'Oracle', 'Google', 'Meta', 'Corona', 'Polo', 'Vans'].map(name => ({ name, kind: 'brand' as const })),
  ...['Prince', 'Pink', 'Cher', 'Sting', 'Seal', 'Usher', 'Halsey', 'Moby', 'Future', 'Common', 'Grimes'].map(name => ({ name, kind: 'person' as const })),
]; // biome-ignore format: names in a block
