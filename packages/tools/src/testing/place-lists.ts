/** Capitals of the 193 member states of the United Nations and of the states that are not members. */
export const capitals: readonly string[] =
  `Kabul, Tirana, Algiers, Andorra la Vella, Luanda, Saint John's, Buenos Aires, Yerevan, Canberra, Vienna,
Baku, Nassau, Manama, Dhaka, Bridgetown, Minsk, Brussels, Belmopan, Porto-Novo, Thimphu, Sucre, Sarajevo,
Gaborone, Brasília, Bandar Seri Begawan, Sofia, Ouagadougou, Gitega, Praia, Phnom Penh, Yaoundé, Ottawa,
Bangui, N'Djamena, Santiago, Beijing, Bogotá, Moroni, Kinshasa, Brazzaville, San José, Yamoussoukro, Zagreb,
Havana, Nicosia, Prague, Copenhagen, Djibouti, Roseau, Santo Domingo, Quito, Cairo, San Salvador, Malabo,
Asmara, Tallinn, Mbabane, Addis Ababa, Suva, Helsinki, Paris, Libreville, Banjul, Tbilisi, Berlin, Accra,
Athens, Saint George's, Guatemala City, Conakry, Bissau, Georgetown, Port-au-Prince, Tegucigalpa, Budapest,
Reykjavík, New Delhi, Jakarta, Tehran, Baghdad, Dublin, Jerusalem, Rome, Kingston, Tokyo, Amman, Astana,
Nairobi, Tarawa, Pristina, Kuwait City, Bishkek, Vientiane, Riga, Beirut, Maseru, Monrovia, Tripoli, Vaduz,
Vilnius, Luxembourg, Antananarivo, Lilongwe, Kuala Lumpur, Malé, Bamako, Valletta, Majuro, Nouakchott, Port
Louis, Mexico City, Palikir, Chișinău, Monaco, Ulaanbaatar, Podgorica, Rabat, Maputo, Naypyidaw, Windhoek,
Yaren, Kathmandu, Amsterdam, Wellington, Managua, Niamey, Abuja, Pyongyang, Skopje, Oslo, Muscat, Islamabad,
Ngerulmud, Panama City, Port Moresby, Asunción, Lima, Manila, Warsaw, Lisbon, Doha, Bucharest, Moscow,
Kigali, Basseterre, Castries, Kingstown, Apia, San Marino, São Tomé, Riyadh, Dakar, Belgrade, Victoria,
Freetown, Singapore, Bratislava, Ljubljana, Honiara, Mogadishu, Pretoria, Seoul, Juba, Madrid, Sri
Jayawardenepura Kotte, Colombo, Khartoum, Paramaribo, Stockholm, Bern, Damascus, Taipei, Dushanbe, Dodoma,
Bangkok, Dili, Lomé, Nuku'alofa, Port of Spain, Tunis, Ankara, Ashgabat, Funafuti, Kampala, Kyiv, Abu Dhabi,
London, Washington, Montevideo, Tashkent, Port Vila, Vatican City, Caracas, Hanoi, Sana'a, Lusaka, Harare`.split(
    /,\s+/,
  );

/** The largest cities of the world by people, more than a hundred. */
export const largestCities: readonly string[] =
  `Tokyo, Delhi, Shanghai, Dhaka, São Paulo, Cairo, Mexico City, Beijing, Mumbai, Osaka, Chongqing, Karachi,
Kinshasa, Lagos, Istanbul, Buenos Aires, Kolkata, Manila, Guangzhou, Tianjin, Lahore, Bangalore, Rio de
Janeiro, Shenzhen, Moscow, Chennai, Bogotá, Jakarta, Lima, Paris, Bangkok, Hyderabad, Seoul, Nanjing,
Chengdu, London, Luanda, Tehran, Ho Chi Minh City, Nagoya, Xi'an, Ahmedabad, Wuhan, Kuala Lumpur, Hangzhou,
Suzhou, Surat, Dar es Salaam, New York, Baghdad, Shenyang, Riyadh, Hong Kong, Foshan, Dongguan, Pune,
Santiago, Haerbin, Harbin, Madrid, Khartoum, Toronto, Johannesburg, Belo Horizonte, Dalian, Singapore,
Qingdao, Zhengzhou, Ji'nan, Jinan, Abidjan, Barcelona, Yangon, Addis Ababa, Alexandria, Saint Petersburg,
Nairobi, Chittagong, Guadalajara, Fukuoka, Ankara, Hanoi, Melbourne, Monterrey, Sydney, Changsha, Urumqi,
Cape Town, Jiddah, Jeddah, Brasilia, Kunming, Changchun, Kabul, Hefei, Yaoundé, Ningbo, Shantou, New Taipei,
Tel Aviv, Kano, Shijiazhuang, Montreal, Rome, Jaipur, Recife, Nanning, Fortaleza, Kozhikode, Porto Alegre,
Taiyuan, Douala, Ekurhuleni, Malappuram, Medellin, Changzhou, Kampala, Antananarivo, Lucknow, Abuja,
Nanchang, Wenzhou, Xiamen, Ibadan, Fuzhou, Casablanca, Tangshan, Kumasi, Curitiba, Bekasi, Faisalabad, Los
Angeles, Guiyang, Port Harcourt, Thrissur, Santo Domingo, Berlin, Asunción, Dakar, Kochi, Wuxi, Busan,
Campinas, Mashhad, Sanaa, Puebla, Indore, Lanzhou`.split(/,\s+/);
